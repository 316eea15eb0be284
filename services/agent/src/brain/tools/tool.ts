import type { OwnerId } from "@voxnix/protocol";
import type { z } from "zod";
import type { Executor } from "../../executor/index.ts";
import type { Changer } from "../changes.ts";

/** What a tool says to the model, and whether it did what was asked. Markdown, begins with the outcome. */
export interface ToolResult {
  ok: boolean;
  text: string;
}

/** What a tool works with. The owner is the turn's: no argument of the model can change it. */
export interface ToolDesk {
  executor: Executor;
  owner: OwnerId;
  signal: AbortSignal;
  changes: Changer;
}

/** A tool of the brain; `readOnly` if it changes nothing. */
export interface BrainTool {
  name: string;
  description: string;
  schema: z.ZodObject;
  readOnly: boolean;
  /** What is wrong with the arguments, in a sentence; undefined if nothing is. */
  wrongWith(args: unknown): string | undefined;
  run(args: unknown, desk: ToolDesk): Promise<ToolResult>;
}

/** Declares a tool: one RPC, its arguments as a zod schema. */
export function defineTool<S extends z.ZodObject>(definition: {
  name: string;
  description: string;
  schema: S;
  readOnly: boolean;
  run(args: z.infer<S>, desk: ToolDesk): Promise<ToolResult>;
}): BrainTool {
  return {
    ...definition,
    wrongWith: (args) => {
      const parsed = definition.schema.safeParse(args);
      return parsed.success ? undefined : parsed.error.issues.slice(0, 3).map(issueText).join(" ");
    },
    run: (args, desk) => definition.run(definition.schema.parse(args), desk),
  };
}

function issueText(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join(".");
  return field === "" ? `${issue.message}.` : `${field}: ${issue.message}.`;
}
