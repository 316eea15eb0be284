import type { OwnerId } from "@voxnix/protocol";
import type { z } from "zod";
import type { Executor } from "../../executor/index.ts";
import type { Changer } from "../changes.ts";
import type { Guard } from "../guard.ts";
import type { Role } from "../role.ts";
import type { ToolResult } from "./result.ts";

/** What a tool works with. The owner is the turn's: no argument of the model can change it. */
export interface ToolDesk {
  executor: Executor;
  owner: OwnerId;
  role: Role;
  signal: AbortSignal;
  changes: Changer;
  /** The person's next message is the value of this secret. Undefined where none can be taken. */
  awaitSecret: ((name: string) => void) | undefined;
}

/** What a look at the facts found before a call is run. */
export interface Look {
  /** With a guard the call is not run: the person is asked. */
  guard?: Guard | undefined;
  /** Arguments that tie the call to what was seen, so that a yes means that and nothing else. */
  pinned?: Record<string, unknown>;
}

/** A tool of the brain; `readOnly` if it changes nothing. */
export interface BrainTool {
  name: string;
  description: string;
  schema: z.ZodObject;
  /** The arguments that the model is told of; the rest are pinned by `look`. */
  told: z.ZodObject;
  readOnly: boolean;
  /** What it prints can come from programs, logs or files: nobody's instructions. */
  foreign: boolean;
  /** What is wrong with the arguments, in a sentence; undefined if nothing is. */
  wrongWith(args: unknown): string | undefined;
  /** Looks before it leaps. Throws what the executor says if there is nothing to leap at. */
  look(args: unknown, desk: ToolDesk): Promise<Look>;
  run(args: unknown, desk: ToolDesk): Promise<ToolResult>;
}

/** Declares a tool, its arguments as a zod schema. */
export function defineTool<S extends z.ZodObject>(definition: {
  name: string;
  description: string;
  schema: S;
  told?: z.ZodObject;
  readOnly: boolean;
  foreign?: boolean;
  look?(args: z.infer<S>, desk: ToolDesk): Promise<Look>;
  run(args: z.infer<S>, desk: ToolDesk): Promise<ToolResult>;
}): BrainTool {
  const { schema, look, run } = definition;
  return {
    ...definition,
    told: definition.told ?? schema,
    foreign: definition.foreign ?? false,
    wrongWith: (args) => {
      const parsed = schema.safeParse(args);
      return parsed.success ? undefined : parsed.error.issues.slice(0, 3).map(issueText).join(" ");
    },
    look: async (args, desk) => (await look?.(schema.parse(args), desk)) ?? {},
    run: (args, desk) => run(schema.parse(args), desk),
  };
}

function issueText(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join(".");
  return field === "" ? `${issue.message}.` : `${field}: ${issue.message}.`;
}
