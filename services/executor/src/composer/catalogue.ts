import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import { recordByName } from "../store/by-name.ts";
import { PlainSetting } from "../store/record.ts";
import { lastLines, type Run } from "../system/run.ts";
import { FolderFingerprint } from "./fingerprint.ts";

export const SettingAbout = z.object({
  type: z.enum(["string", "integer", "boolean", "enum", "strings", "strings-map", "secret", "secret-map"]),
  default: PlainSetting.nullable(),
  description: z.string(),
  required: z.boolean().default(false),
  pattern: z.string().optional(),
  /** For the names of a map. */
  keyPattern: z.string().optional(),
  maxLength: z.number().int().optional(),
  min: z.number().int().optional(),
  max: z.number().int().optional(),
  values: z.array(z.string()).optional(),
});
export type SettingAbout = z.infer<typeof SettingAbout>;

const ModuleAbout = z.object({
  summary: z.string(),
  gives: z.array(z.string()).default([]),
  settings: recordByName(SettingAbout),
  ports: z
    .array(z.object({ number: z.number().int(), protocol: z.enum(["tcp", "udp"]), what: z.string() }))
    .default([]),
  /** What it needs of the host, for people. */
  needs: z.array(z.string()).default([]),
  /** What its host side has to have. */
  host: z.object({
    workspace: z.object({ mountPointSetting: z.string() }).optional(),
    tun: z.boolean().optional(),
    nesting: z.boolean().optional(),
  }),
  wants: z.array(z.string()),
  conflicts: z.array(z.string()),
  /** Whether it has a program `voxnix-fact-<module>` inside, and one `voxnix-leave-<module>`. */
  fact: z.boolean().default(false),
  leave: z.boolean().default(false),
});
export type ModuleAbout = z.infer<typeof ModuleAbout>;

/** What compose/catalogue.nix prints. */
export const CatalogueJson = recordByName(ModuleAbout);
/** All modules with what their about.nix says of them. */
export type Catalogue = Readonly<Record<string, ModuleAbout>>;

/** The library of modules: its catalogue, and the identity of its content. */
export interface Library {
  /** A hash over all files that a composition reads. */
  fingerprint(): string;
  /** Evaluated once and again after the files have changed. @throws INTERNAL if it does not evaluate */
  catalogue(): Promise<Catalogue>;
}

/** @param folder the repository's nix/ folder */
export function openLibrary(folder: string, run: Run): Library {
  const files = new FolderFingerprint([join(folder, "modules"), join(folder, "compose")]);
  let known: { fingerprint: string; catalogue: Promise<Catalogue> } | undefined;
  return {
    fingerprint: () => files.current(),
    catalogue() {
      const fingerprint = files.current();
      if (known?.fingerprint === fingerprint) return known.catalogue;
      const catalogue = evaluate(folder, run);
      known = { fingerprint, catalogue };
      // A failure is not remembered: its cause may be outside of the files.
      catalogue.catch(() => {
        if (known?.catalogue === catalogue) known = undefined;
      });
      return catalogue;
    },
  };
}

async function evaluate(folder: string, run: Run): Promise<Catalogue> {
  const file = join(folder, "compose/catalogue.nix");
  const args = ["eval", "--extra-experimental-features", "nix-command", "--json", "--file", file];
  const done = await run("nix", args, { timeoutMs: 60_000 });
  if (done.code !== 0) {
    throw new VoxnixError(
      "INTERNAL",
      "The catalogue of modules does not evaluate. See: systemctl status voxnix-executor",
      {
        lines: lastLines(done.stderr, 40),
      },
    );
  }
  return CatalogueJson.parse(JSON.parse(done.stdout));
}
