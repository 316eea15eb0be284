import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { BootOptions } from "./boot-record.ts";
import { execOrThrow } from "./exec.ts";
import { extraContainerPath, renderHostFiles } from "./host-files.ts";
import { CODE, type SandboxPaths } from "./paths.ts";

/** Single-user Nix without a network: with a substituter every build would first wait for it. */
const nixConf = `substituters =
sandbox = false
build-users-group =
experimental-features = nix-command flakes
`;

/**
 * Makes the booted appliance a voxnix host: Nix, the programs on PATH, users, units.
 * Writes only what differs; resolves to the units whose text changed.
 */
export async function provision(paths: SandboxPaths, options: BootOptions): Promise<string[]> {
  put(paths, "etc/nix/nix.conf", nixConf);
  mkdirSync(join(paths.root, "nix/var/nix/daemon-socket"), { recursive: true }); // containers bind it
  // extra-container asks for these two on a host that is not NixOS, and creates the second when it can;
  // the executor that calls it cannot write there.
  mkdirSync(join(paths.root, "nix/var/nix/profiles/default"), { recursive: true });
  put(paths, "etc/static/os-release", "# for extra-container, see NixOS/nixpkgs#28833\n");
  link(
    paths,
    "usr/local/bin/nixos-container",
    `${CODE}/packages/sandbox/standins/nixos-container/nixos-container`,
  );
  link(paths, "usr/local/bin/extra-container", extraContainerPath(options));

  const files = await renderHostFiles(paths, options);
  const changed = Object.entries(files)
    .filter(([path, text]) => put(paths, path, text))
    .map(([path]) => path);
  if (changed.length > 0) {
    await execOrThrow(["systemd-sysusers"], "create the users", {}, paths);
    await execOrThrow(
      ["systemd-tmpfiles", "--create", "/etc/tmpfiles.d/voxnix.conf"],
      "create folders",
      {},
      paths,
    );
    await execOrThrow(["systemctl", "daemon-reload"], "load the units", {}, paths);
  }
  return changed
    .filter((path) => path.startsWith("etc/systemd/system/"))
    .map((path) => path.split("/").at(-1) ?? "");
}

/** Writes a file of the appliance; false when it already said exactly that. */
function put(paths: SandboxPaths, path: string, text: string): boolean {
  const file = join(paths.root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return true;
}

function link(paths: SandboxPaths, path: string, target: string): void {
  const file = join(paths.root, path);
  try {
    if (readlinkSync(file) === target) return;
  } catch {
    // not there, or not a link
  }
  rmSync(file, { force: true });
  symlinkSync(target, file);
}
