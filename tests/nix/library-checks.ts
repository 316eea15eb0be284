import { type About, type Catalogue, readCatalogue } from "./catalogue.ts";
import { image, type Setting } from "./setting.ts";
import { type Check, derivation, refusal } from "./table.ts";
import { isText, least, limits, wrong } from "./values.ts";

const system = /-nixos-system-.*\.drv$/;
const regexp = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every module alone and all together, every setting at its limits and beyond them. */
export async function libraryChecks(setting: Setting): Promise<Check[]> {
  const catalogue = await readCatalogue(setting.nix);
  const takes = (name: string, modules: unknown): Check => [
    `image: ${name}`,
    async () => derivation(await image(setting, modules), system),
  ];
  const refuses = (name: string, modules: unknown, says: RegExp): Check => [
    `refused: ${name}`,
    async () => refusal(await image(setting, modules), says),
  ];

  return [
    takes("no module", {}),
    ...Object.entries(catalogue).flatMap(([name, about]) => [
      takes(name, { [name]: least(name, about) }),
      ...atLimits(name, about).map((settings, index) =>
        takes(`${name}, settings at their limits (${index + 1})`, { [name]: settings }),
      ),
    ]),
    ...together(catalogue).map((names) =>
      takes(`all together but ${Object.keys(catalogue).filter((name) => !names.includes(name))}`, {
        ...Object.fromEntries(names.map((name) => [name, least(name, catalogue[name] ?? none)])),
      }),
    ),
    ...Object.entries(catalogue).flatMap(([name, about]) => [
      ...about.conflicts.map((other) =>
        refuses(
          `${name} with ${other}`,
          { [name]: least(name, about), [other]: least(other, catalogue[other] ?? none) },
          new RegExp(`voxnix: modules: (${name} and ${other}|${other} and ${name}) do not go together`),
        ),
      ),
      ...Object.keys(least(name, about)).map((key) =>
        refuses(
          `${name} without ${key}`,
          { [name]: { ...least(name, about), [key]: null } },
          new RegExp(`voxnix: modules\\.${regexp(name)}\\.${key}: has to be given`),
        ),
      ),
      ...Object.entries(about.settings).flatMap(([key, one]) =>
        wrong(name, key, one).map((value) =>
          refuses(
            `${name}.${key} = ${shown(value)}`,
            { [name]: { ...least(name, about), [key]: value } },
            new RegExp(`voxnix\\.${regexp(name)}\\.${key}[^']*' is not of type`),
          ),
        ),
      ),
    ]),
    refuses("an unknown module", { gti: {} }, /no module "gti"; there are: .*fish, .*git/),
    refuses(
      "an unknown setting",
      { git: { userNam: "Ada" } },
      /modules\.git\.userNam: there is no such setting/,
    ),
    refuses("settings in a list", { git: [] }, /modules\.git: the settings must be an object/),
    refuses("modules in a list", ["git"], /modules: must be an object/),
    refuses("no key for ssh", { ssh: { keys: [] } }, /voxnix: ssh\.keys is empty/),
    refuses(
      "a variable that is a secret, too",
      { env: { variables: { A: "x" }, secrets: { A: "env.secrets.A" } } },
      /voxnix: env: A is set both/,
    ),
    refuses(
      "an unknown library",
      { python: { libraries: ["reqests"] } },
      /voxnix: python\.libraries: there is no library "reqests"/,
    ),
  ];
}

/** As few choices of settings as have every value that `limits` gives once. */
function atLimits(name: string, about: About): Record<string, unknown>[] {
  const values = Object.entries(about.settings)
    .filter(([key, one]) => !isText(one) || limits(name, key, one).length > 0)
    .map(([key, one]) => [key, limits(name, key, one)] as const);
  const count = Math.max(0, ...values.map(([, all]) => all.length));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(values.map(([key, all]) => [key, all[Math.min(index, all.length - 1)]])),
  );
}

/** Choices of as many modules as go together, such that each module is in one. */
function together(catalogue: Catalogue): string[][] {
  const names = Object.keys(catalogue);
  const choosy = names.filter((name) => (catalogue[name]?.conflicts ?? []).length > 0);
  const others = names.filter((name) => !choosy.includes(name));
  return [
    others,
    ...choosy.map((name) => [name, ...others.filter((other) => !catalogue[name]?.conflicts.includes(other))]),
  ];
}

const none: About = {
  ...{ summary: "", gives: [], settings: {}, ports: [], needs: [], wants: [], conflicts: [] },
  ...{ fact: false, leave: false },
};

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 30)}… (${text.length})` : text;
}
