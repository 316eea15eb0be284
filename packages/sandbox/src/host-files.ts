import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { BootOptions } from "./boot-record.ts";
import { appliancePath, execOrThrow } from "./exec.ts";
import { BUILT, CODE, NODE, REAL_EXTRA_CONTAINER, REAL_NIXPKGS, type SandboxPaths } from "./paths.ts";

/** Far from the numbers that Debian, subordinate ids (100000 on) and nspawn's user ranges (524288 on) use. */
export const agentIds = { uid: 70411, gid: 70411 } as const;

const settingsFile = "/etc/voxnix-sandbox.json";
const rendered = z.record(z.string(), z.string());

/** Has Nix, in the appliance, render units, users, tmpfiles and sysctls: path without the leading slash → text. */
export async function renderHostFiles(
  paths: SandboxPaths,
  options: BootOptions,
): Promise<Record<string, string>> {
  writeFileSync(join(paths.root, settingsFile), JSON.stringify(hostSettings(options), null, 2));
  const json = await execOrThrow(
    [
      ...["nix-instantiate", "--eval", "--strict", "--json", `${CODE}/packages/sandbox/nix/units.nix`],
      ...["--argstr", "settingsFile", settingsFile],
    ],
    "render the units",
    {},
    paths,
  );
  return rendered.parse(JSON.parse(json));
}

/** What nix/host needs to know about this host. */
export function hostSettings(options: Pick<BootOptions, "nixpkgs" | "extraContainer">) {
  return {
    ids: { voxnix: agentIds.gid, "voxnix-agent": agentIds.uid },
    settings: {},
    paths: {
      executor: BUILT,
      agent: BUILT,
      node: NODE,
      library: `${CODE}/nix`,
      nixpkgs: nixpkgsPath(options),
      extraContainer: extraContainerPath(options),
      searchPath: appliancePath,
      ip: "/usr/sbin/ip",
      nft: "/usr/sbin/nft",
      nixRemote: null,
      prebuild: null,
      writable: ["/nix", "/usr/lib/systemd/system", "/etc/nixos-containers", "/var/lib/nixos-containers"],
    },
  };
}

/** Where the appliance finds nixpkgs. */
export function nixpkgsPath(options: Pick<BootOptions, "nixpkgs">): string {
  return options.nixpkgs ? REAL_NIXPKGS : `${CODE}/packages/sandbox/standins/nixpkgs`;
}

/** Where the appliance finds extra-container. */
export function extraContainerPath(options: Pick<BootOptions, "extraContainer">): string {
  return options.extraContainer
    ? `${REAL_EXTRA_CONTAINER}/${options.extraContainer.split("/").at(-1)}`
    : `${CODE}/packages/sandbox/standins/extra-container/extra-container`;
}
