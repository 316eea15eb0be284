import { z } from "zod";
import { fenced, inlineCode, tooLongToShow } from "../../executor/index.ts";
import { commandWords } from "../command-words.ts";
import { isReadOnly } from "../read-only/index.ts";
import { containerName, wholeNumber } from "./names.ts";
import type { ToolResult } from "./result.ts";
import { sameContainer } from "./same-container.ts";
import { defineTool } from "./tool.ts";

const longestCommand = 60_000;
// A person is asked with the command's very text: nothing in it may hide from them what a shell gets to see.
const unseen = /[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const told = z.object({
  name: containerName,
  command: z
    .string({ error: "must be the command line, as one text" })
    .trim()
    .min(1, { error: "must not be empty" })
    .max(longestCommand, { error: "must be shorter than 60,000 characters" })
    .refine((command) => !unseen.test(command), {
      error: "must not contain NUL or other control characters",
    }),
  timeout_seconds: wholeNumber(3600).optional(),
  directory: z
    .string()
    .regex(/^\//, { error: "must be an absolute path" })
    .max(200, { error: "must be shorter than 200 characters" })
    .refine((directory) => !unseen.test(directory), {
      error: "must not contain NUL or other control characters",
    })
    .optional()
    .describe("Default /root"),
});

export const runCommand = defineTool({
  name: "run_command",
  description: "Runs a shell command inside, as root.",
  readOnly: false,
  foreign: true,
  told,
  schema: told.extend({ created_ms: z.number().optional() }),
  look: async ({ name, command, directory }, { executor, owner }) => {
    if (isReadOnly(command, directory)) return {};
    const container = await executor.container(owner, name);
    // The executor refuses it then, and says what to do.
    if (container.state !== "RUNNING") return {};
    const where = directory === undefined ? "" : ` in ${inlineCode(directory)}`;
    return {
      pinned: { created_ms: container.createdMs },
      guard: {
        question: `Run this as root in **${name}**${where}?\n${fenced(command, longestCommand)}`,
        yes: "Run it",
        no: "Do not",
      },
    };
  },
  run: async ({ name, command, timeout_seconds, directory, created_ms }, desk) => {
    const { executor, owner, signal } = desk;
    await sameContainer(desk, name, created_ms);
    const result = await executor.run(owner, name, commandWords(command), {
      signal,
      ...(timeout_seconds !== undefined && { timeoutSeconds: timeout_seconds }),
      ...(directory !== undefined && { directory }),
    });
    return describe(`${inlineCode(command)} in **${name}**`, result);
  },
});

function describe(
  what: string,
  result: { output: string; code: number; truncated: boolean; timedOut: boolean },
): ToolResult {
  const ending = result.timedOut
    ? "was ended at its time limit"
    : result.code === 0
      ? "succeeded"
      : `ended with exit code ${result.code}`;
  const whole = tooLongToShow(result.output);
  const name = "output.txt";
  const shown = fenced(result.output, undefined, whole && name);
  const output = result.output.trim() === "" ? " It printed nothing." : `\n${shown}`;
  const cut = result.truncated ? "\nIt printed more than 1 MiB; the rest was dropped." : "";
  // The command ran and its exit code is told: that is what was asked. One cut short is not.
  return {
    ok: !result.timedOut,
    text: `${what} ${ending}.${output}${cut}`,
    ...(whole !== undefined && { file: { name, text: whole } }),
  };
}
