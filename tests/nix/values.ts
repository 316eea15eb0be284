import type { About, AboutSetting } from "./catalogue.ts";
import { samples } from "./samples.ts";

/** What a module needs to be chosen at all: a value for each setting that is required. */
export function least(module: string, about: About): Record<string, unknown> {
  const required = Object.entries(about.settings).filter(([, setting]) => setting.required);
  return Object.fromEntries(required.map(([name, setting]) => [name, limits(module, name, setting)[0]]));
}

/** Values of a setting that have to be taken, its limits among them. */
export function limits(module: string, name: string, setting: AboutSetting): readonly unknown[] {
  const id = `${module}.${name}`;
  switch (setting.type) {
    case "integer":
      return [setting.min ?? -1, setting.max ?? 2 ** 40];
    case "boolean":
      return [false, true];
    case "enum":
      return setting.values ?? [];
    case "string":
      return texts(id, setting);
    case "strings":
      return [[texts(id, setting)[0]], texts(id, setting), ...(setting.required ? [] : [[]])];
    case "strings-map":
      return [
        {},
        Object.fromEntries(texts(id, setting).map((text, index) => [`${keys(setting).good}${index}`, text])),
      ];
    case "secret":
      return [id];
    case "secret-map":
      return [{}, { [keys(setting).good]: `${id}.${keys(setting).good}` }];
  }
}

/** Values of a setting that must be refused. */
export function wrong(module: string, name: string, setting: AboutSetting): readonly unknown[] {
  const id = `${module}.${name}`;
  const { bad } = samples[id] ?? { bad: [] };
  const tooLong = setting.maxLength === undefined ? [] : [long(id, setting.maxLength + 1)];
  switch (setting.type) {
    case "integer":
      return ["1", 1.5, ...(setting.min === undefined ? [] : [setting.min - 1]), ...above(setting)];
    case "boolean":
      return ["true", 1];
    case "enum":
      return ["none of these", 1];
    case "string":
      return [5, ...bad, ...tooLong];
    case "strings":
      return ["one", [5], ...[...bad, ...tooLong].map((text) => [text])];
    case "strings-map":
      return [
        "one",
        { [keys(setting).bad]: "x" },
        ...tooLong.map((text) => ({ [keys(setting).good]: text })),
      ];
    case "secret":
      // Its value, or another one's credential: neither must get into an image.
      return ["hunter2", `${id}.x`, 5];
    case "secret-map":
      return [
        { [keys(setting).good]: "hunter2" },
        { [keys(setting).bad]: `${id}.${keys(setting).bad}` },
        "one",
      ];
  }
}

/** The settings that need samples. */
export function isText(setting: AboutSetting): boolean {
  return setting.type === "string" || setting.type === "strings" || setting.type === "strings-map";
}

function above({ max }: AboutSetting): readonly unknown[] {
  return max === undefined ? [] : [max + 1];
}

function texts(id: string, setting: AboutSetting): readonly string[] {
  const { good, ofLength } = samples[id] ?? { good: ["x"] };
  if (setting.maxLength === undefined || ofLength === undefined) return good;
  return [...good, ofLength(setting.maxLength)];
}

function long(id: string, length: number): string {
  return samples[id]?.ofLength?.(length) ?? "x".repeat(length);
}

/** For now every map holds environment variables. */
function keys(setting: AboutSetting): { good: string; bad: string } {
  const found = { good: "A_1", bad: "1-A" };
  const rule = new RegExp(`^(?:${setting.keyPattern ?? ""})$`);
  if (!rule.test(found.good) || rule.test(found.bad)) throw new Error(`No names for ${setting.keyPattern}`);
  return found;
}
