import { readCatalogue } from "./catalogue.ts";
import { samples } from "./samples.ts";
import { checkout, type Setting } from "./setting.ts";
import { type Check, outcome, refusal } from "./table.ts";
import { isText } from "./values.ts";

/** What an about.nix with one slip in it is answered with. */
const slips: readonly (readonly [name: string, about: string, says: RegExp])[] = [
  ["no summary", "{ }", /x\/about\.nix: summary is missing/],
  ["an unknown field", '{ summary = "x"; port = [ ]; }', /it may have .*, not port/],
  ["a setting without a type", '{ summary = "x"; settings.a = { }; }', /settings\.a\.type must be one of/],
  [
    "a setting that says too much",
    '{ summary = "x"; settings.a = { type = "boolean"; description = "x"; min = 1; }; }',
    /settings\.a may have .*, not min/,
  ],
  [
    "a default of another type",
    '{ summary = "x"; settings.a = { type = "integer"; description = "x"; default = "1"; }; }',
    /settings\.a\.default is no integer/,
  ],
  [
    "a default secret",
    '{ summary = "x"; settings.a = { type = "secret"; description = "x"; default = "y"; }; }',
    /settings\.a\.default is no secret/,
  ],
  [
    "required, with a default",
    '{ summary = "x"; settings.a = { type = "boolean"; description = "x"; default = true; required = true; }; }',
    /settings\.a has a default, so it cannot be required/,
  ],
  [
    "a map without a rule for names",
    '{ summary = "x"; settings.a = { type = "strings-map"; description = "x"; }; }',
    /settings\.a\.keyPattern is missing/,
  ],
  ["an unknown other", '{ summary = "x"; wants = [ "nope" ]; }', /wants may name other modules only/],
  [
    "a conflict with itself",
    '{ summary = "x"; conflicts = [ "x" ]; }',
    /conflicts may name other modules only/,
  ],
  ["half a port", '{ summary = "x"; ports = [ { number = 1; } ]; }', /each of ports must be/],
  ["an unknown need of the host", '{ summary = "x"; host.gpu = true; }', /host may have .*, not gpu/],
  [
    "a mount point that is no setting",
    '{ summary = "x"; host.workspace.mountPointSetting = "p"; }',
    /mountPointSetting must name one of the settings/,
  ],
];

/** The descriptions themselves: what is said in them, and what must not be. */
export async function catalogueChecks(setting: Setting): Promise<Check[]> {
  const catalogue = await readCatalogue(setting.nix);
  const evaluate = (expression: string) =>
    setting.nix(["nix-instantiate", "--eval", "--strict", "--expr", expression]);
  return [
    [
      "catalogue: every text setting has samples here",
      async () => {
        const run = await evaluate("1");
        const wanted = Object.entries(catalogue).flatMap(([name, { settings }]) =>
          Object.entries(settings)
            .filter(([, one]) => isText(one))
            .map(([key]) => `${name}.${key}`),
        );
        const missing = wanted.filter((id) => !(id in samples)).map((id) => `  ${id} has none`);
        const gone = Object.keys(samples).filter((id) => !wanted.includes(id));
        return outcome(run, [...missing, ...gone.map((id) => `  ${id} is no setting`)].join("\n"));
      },
    ],
    ...slips.map(([name, about, says]): Check => {
      const rules = `import ${checkout}/nix/compose/about.nix { name = "x"; names = [ "x" "git" ]; }`;
      return [`about.nix: ${name}`, async () => refusal(await evaluate(`${rules} (${about})`), says)];
    }),
  ];
}
