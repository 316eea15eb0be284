import { join } from "node:path";
import { z } from "zod";
import { checkout, image, type Setting } from "./setting.ts";
import { type Check, derivation, outcome, refusal } from "./table.ts";

/** Packages by attribute name, and what is not one. */
export function packageChecks(setting: Setting): Check[] {
  const refuses = (name: string, packages: unknown, says: RegExp): Check => [
    `refused: ${name}`,
    async () => refusal(await image(setting, {}, packages), says),
  ];
  return [
    [
      "packages: ripgrep, htop and python3Packages.requests",
      async () =>
        derivation(
          await image(setting, { git: {} }, ["ripgrep", "htop", "python3Packages.requests"]),
          /-nixos-system-.*\.drv$/,
        ),
    ],
    ["packages: their names", () => names(setting)],
    refuses(
      "an unknown package",
      ["ripgrepp"],
      /voxnix: packages: there is no package "ripgrepp" in nixpkgs/,
    ),
    refuses(
      "an unknown library as a package",
      ["python3Packages.reqests"],
      /voxnix: packages: there is no package "python3Packages\.reqests"/,
    ),
    refuses(
      "a package of a set that is not offered",
      ["a.b"],
      /no package "a\.b" in nixpkgs; of sets there are:/,
    ),
    refuses("what is no package", ["lib"], /"lib" is something in nixpkgs, but no package/),
    refuses("a set of packages", ["python3Packages"], /"python3Packages" is something .*, but no package/),
    refuses("a package's path", ["pkgs.git.src"], /"pkgs\.git\.src" is no name of a package/),
    refuses("an expression", ["(import /etc/passwd)"], /is no name of a package/),
    refuses("packages in a text", "ripgrep", /voxnix: packages: must be a list of names/),
    refuses("a package that is no text", [5], /voxnix: packages: 5 is no name of a package/),
    ...(setting.standin
      ? []
      : [refuses("an unfree package", ["steam"], /Refusing to evaluate package 'steam.*unfree/s)]),
  ];
}

async function names(setting: Setting) {
  const run = await setting.nix([
    ...["nix-instantiate", "--eval", "--strict", "--json", join(checkout, "nix/compose/packages.nix")],
    ...["--argstr", "nixpkgs", setting.nixpkgs],
  ]);
  if (!run.succeeded) return outcome(run, run.stderr);
  const all = z.array(z.string()).parse(JSON.parse(run.stdout));
  const wanted = ["git", "ripgrep", "htop", "python3Packages.requests"];
  const missing = wanted.filter((name) => !all.includes(name)).map((name) => `  ${name} is not among them`);
  const tools = ["lib", "runCommand", "python3Packages"].filter((name) => all.includes(name));
  return outcome(run, [...missing, ...tools.map((name) => `  ${name} is among them`)].join("\n"));
}
