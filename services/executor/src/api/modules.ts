import {
  type Implementation,
  type ModulesHandlers,
  parseField,
  type Setting,
  type SettingType,
} from "@voxnix/protocol";
import { z } from "zod";
import type { SettingAbout } from "../composer/catalogue.ts";
import { findPackages } from "../composer/find-packages.ts";
import { settingValue } from "../operations/describe.ts";
import type { Engine } from "./engine.ts";

const queryRule = "must be 1 to 64 characters";
const Query = z.string().min(1, { error: queryRule }).max(64, { error: queryRule });
const limitRule = "must be a whole number from 1 to 50";
const Limit = z
  .number({ error: limitRule })
  .int({ error: limitRule })
  .min(1, { error: limitRule })
  .max(50, { error: limitRule });

/** voxnix.v1.Modules */
export function modulesApi({ library, packages, turns }: Engine): Implementation<ModulesHandlers> {
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
    async FindPackages(request) {
      const query = parseField("query", Query, request.query);
      const limit = parseField("limit", Limit, request.limit ?? 10);
      const names = await packages.names();
      // A hundred thousand names are looked through: others are heard in between.
      const found = await turns(() => findPackages(query, names, limit));
      return { exact: names.includes(query), names: found };
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
