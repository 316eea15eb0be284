import { join } from "node:path";
import { z } from "zod";
import type { Nix } from "./nix.ts";
import { checkout } from "./setting.ts";

const About = z.object({
  summary: z.string(),
  gives: z.array(z.string()),
  settings: z.record(
    z.string(),
    z.object({
      type: z.enum([
        "string",
        "integer",
        "boolean",
        "enum",
        "strings",
        "strings-map",
        "secret",
        "secret-map",
      ]),
      description: z.string(),
      required: z.boolean(),
      default: z.unknown(),
      pattern: z.string().optional(),
      keyPattern: z.string().optional(),
      maxLength: z.number().optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      values: z.array(z.string()).optional(),
    }),
  ),
  ports: z.array(z.object({ number: z.number(), protocol: z.string(), what: z.string() })),
  needs: z.array(z.string()),
  wants: z.array(z.string()),
  conflicts: z.array(z.string()),
  fact: z.boolean(),
  leave: z.boolean(),
});

/** What a module's about.nix says, with everything that it leaves out filled in. */
export type About = z.infer<typeof About>;
export type AboutSetting = About["settings"][string];
export type Catalogue = Readonly<Record<string, About>>;

/** The catalogue of modules. It needs no nixpkgs. */
export async function readCatalogue(nix: Nix): Promise<Catalogue> {
  const file = join(checkout, "nix/compose/catalogue.nix");
  const run = await nix(["nix-instantiate", "--eval", "--strict", "--json", file]);
  if (!run.succeeded) throw new Error(`The catalogue does not evaluate:\n${run.stderr}`);
  return z.record(z.string(), About).parse(JSON.parse(run.stdout));
}
