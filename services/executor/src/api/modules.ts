import type { Implementation, ModulesHandlers, Setting, SettingType } from "@voxnix/protocol";
import type { SettingAbout } from "../composer/catalogue.ts";
import { settingValue } from "../operations/describe.ts";
import type { Engine } from "./engine.ts";
import { unsupported } from "./unsupported.ts";

/** voxnix.v1.Modules */
export function modulesApi({ library }: Engine): Implementation<ModulesHandlers> {
  return {
    async List() {
      const catalogue = await library.catalogue();
      const names = Object.keys(catalogue).sort();
      return {
        modules: names.map((name) => ({
          name,
          summary: catalogue[name]?.summary ?? "",
          gives: catalogue[name]?.gives ?? [],
          ports: catalogue[name]?.ports ?? [],
          conflicts: catalogue[name]?.conflicts ?? [],
          wants: catalogue[name]?.wants ?? [],
          needs: catalogue[name]?.needs ?? [],
          settings: Object.entries(catalogue[name]?.settings ?? {}).map(([setting, about]) =>
            message(setting, about),
          ),
        })),
      };
    },
    FindPackages() {
      throw unsupported("Modules.FindPackages");
    },
  };
}

const types: Record<SettingAbout["type"], SettingType> = {
  string: "TEXT",
  integer: "WHOLE_NUMBER",
  boolean: "YES_NO",
  enum: "CHOICE",
  strings: "TEXT_LIST",
  "strings-map": "TEXT_MAP",
  secret: "SECRET",
  "secret-map": "SECRET_MAP",
};

function message(name: string, about: SettingAbout): Setting {
  return {
    name,
    type: types[about.type],
    description: about.description,
    defaultValue: about.default === null ? null : settingValue(about.default),
    pattern: about.pattern ?? "",
    choices: about.values ?? [],
    required: about.required,
    keyPattern: about.keyPattern ?? "",
    ...(about.min === undefined ? {} : { minimum: about.min }),
    ...(about.max === undefined ? {} : { maximum: about.max }),
  };
}
