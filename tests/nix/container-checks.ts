import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compose, type Setting } from "./setting.ts";
import { type Check, derivation, refusal } from "./table.ts";

const everything = {
  limits: { memoryBytes: 1073741824, cpuPercent: 150, tasks: 512, diskBytes: 0 },
  autostart: true,
  tun: true,
  nesting: true,
  binds: [
    { host: "/var/lib/voxnix-workspaces/dev", container: "/workspace", readOnly: false },
    { host: "/srv/shared", container: "/mnt/shared", readOnly: true },
  ],
  credentials: [
    { id: "tailscale.authKey", path: "/var/lib/voxnix/secrets/ada/key" },
    { id: "env.secrets.API_KEY", path: "/var/lib/voxnix/secrets/ada/api-key" },
  ],
};

/** The host's side of a container. */
export async function containerChecks(setting: Setting): Promise<Check[]> {
  // It wants an image that is in the store; any file will do for an evaluation.
  writeFileSync(join(setting.scratch, "image"), "");
  const added = await setting.nix(["nix-store", "--add", join(setting.scratch, "image")]);
  if (!added.succeeded) throw new Error(`No file could be added to the store: ${added.stderr}`);

  const hostSide = (differences: object) =>
    compose(setting, "host-side.nix", {
      ...{ machine: "dev", image: added.stdout.trim(), bridge: "br-vox", address: "10.88.0.5" },
      ...{ prefixLength: 24, autostart: false, startTimeoutSeconds: 120, binds: [] },
      ...differences,
    });
  const takes = (name: string, differences: object): Check => [
    `host side: ${name}`,
    async () => derivation(await hostSide(differences), /-container-dev\.drv$/),
  ];
  const refuses = (name: string, differences: object, says: RegExp): Check => [
    `refused: ${name}`,
    async () => refusal(await hostSide(differences), says),
  ];
  const bind = { host: "/srv/a", container: "/b", readOnly: false };
  return [
    takes("bare", {}),
    takes("with everything set", everything),
    refuses("a bind with a blank", { binds: [{ ...bind, host: "/srv/a b" }] }, /voxnix: binds: "\/srv\/a b"/),
    refuses("a bind with a colon", { binds: [{ ...bind, container: "/b:rw" }] }, /voxnix: binds: "\/b:rw"/),
    refuses(
      "a credential whose name is a flag",
      { credentials: [{ id: "a --bind=/:/host", path: "/x" }] },
      /voxnix: credentials: "a --bind/,
    ),
    refuses(
      "a credential from a path with a blank",
      { credentials: [{ id: "a", path: "/x y" }] },
      /"\/x y" is not an absolute path/,
    ),
    refuses(
      "an image that is no store path",
      { image: "/etc/passwd" },
      /\/etc\/passwd.*is not in the Nix store/,
    ),
    [
      "refused: a gateway that is no text",
      async () =>
        refusal(
          await compose(setting, "image.nix", { modules: {}, host: { gateway: 7 } }),
          /networking\.defaultGateway\.address' is not of type/,
        ),
    ],
  ];
}
