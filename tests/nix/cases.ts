/** One thing that the composition promises about evaluating against a real nixpkgs. */
export interface Case {
  readonly name: string;
  /** The file of nix/compose that is evaluated. */
  readonly file: "image.nix" | "host-side.nix";
  readonly spec: unknown;
  /** What its derivation is called, or what the error says. */
  readonly expect: { readonly derivation: RegExp } | { readonly error: RegExp };
}

/** What host-side cases say instead of a store path: the runner adds one to its store. */
export const IMAGE = "@image@";

const host = { gateway: "10.88.0.1", prefixLength: 24 };
const system = { derivation: /-nixos-system-.*\.drv$/ };

const image = (name: string, modules: unknown): Case => ({
  name: `image: ${name}`,
  file: "image.nix",
  spec: { modules, host },
  expect: system,
});
const refusal = (name: string, modules: unknown, error: RegExp): Case => ({
  name: `refused: ${name}`,
  file: "image.nix",
  spec: { modules, host },
  expect: { error },
});
const hostSide = (name: string, differences: object): Case => ({
  name: `host side: ${name}`,
  file: "host-side.nix",
  spec: {
    ...{ machine: "dev", image: IMAGE, bridge: "br-vox", address: "10.88.0.5", prefixLength: 24 },
    ...{ autostart: false, startTimeoutSeconds: 120, binds: [] },
    ...differences,
  },
  expect: { derivation: /-container-dev\.drv$/ },
});

const git = { userName: "Ada Lovelace", userEmail: "ada@example.org" };

export const cases: readonly Case[] = [
  image("no module", {}),
  image("git", { git }),
  image("fish", { fish: {} }),
  image("workspace", { workspace: {} }),
  image("git and fish", { git, fish: { greeting: "it's \\ here" } }),
  image("all three", { git, fish: {}, workspace: { mountPoint: "/srv/code" } }),
  hostSide("bare", {}),
  hostSide("autostart and binds", {
    autostart: true,
    binds: [
      { host: "/var/lib/voxnix-workspaces/dev", container: "/workspace", readOnly: false },
      { host: "/srv/shared", container: "/mnt/shared", readOnly: true },
    ],
  }),
  refusal("an unknown module", { gti: {} }, /no module "gti"; there are: fish, git, workspace/),
  refusal(
    "an unknown setting",
    { git: { userNam: "Ada" } },
    /modules\.git\.userNam: there is no such setting/,
  ),
  refusal("a number for a name", { git: { userName: 5 } }, /voxnix\.git\.userName' is not of type/),
  refusal("an address without @", { git: { userEmail: "ada" } }, /voxnix\.git\.userEmail' is not of type/),
  refusal(
    "a greeting too long",
    { fish: { greeting: "x".repeat(201) } },
    /voxnix\.fish\.greeting'.*at most 200/,
  ),
  refusal(
    "a mount point in /etc",
    { workspace: { mountPoint: "/etc" } },
    /voxnix\.workspace\.mountPoint' is not of type/,
  ),
  refusal("modules in a list", ["git"], /modules: must be an object/),
  {
    name: "refused: a gateway that is no text",
    file: "image.nix",
    spec: { modules: {}, host: { gateway: 7 } },
    expect: { error: /networking\.defaultGateway\.address' is not of type/ },
  },
];
