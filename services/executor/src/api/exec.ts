import { type ExecOutput, type ExecRequest, parseField, VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import type { Trouble } from "../audit/entry.ts";
import { tellCommand } from "../audit/tell.ts";
import { exec } from "../machines/exec.ts";
import type { Engine } from "./engine.ts";
import { factsOf, notRunning } from "./running.ts";
import { findContainer, parseName, parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";

const outputLimit = 1024 * 1024;
const noNul = (text: string) => !text.includes("\0") && text.isWellFormed();

const sizeRule = "must be 1 to 256 words of together at most 64 KiB, the first not empty";
const Command = z
  .array(z.string().refine(noNul, { error: "must not contain NUL" }), { error: sizeRule })
  .min(1, { error: sizeRule })
  .max(256, { error: sizeRule })
  .refine((words) => words[0] !== "", { error: sizeRule })
  .refine((words) => words.reduce((sum, word) => sum + Buffer.byteLength(word), 0) <= 65_536, {
    error: sizeRule,
  });

const timeoutRule = "must be a whole number of seconds from 1 to 3600";
const Timeout = z
  .number({ error: timeoutRule })
  .int({ error: timeoutRule })
  .min(1, { error: timeoutRule })
  .max(3_600, { error: timeoutRule });

const directoryRule = "must be an absolute path of at most 4096 bytes without . and .. in it";
const Directory = z
  .string()
  .regex(/^\/([^/\0\n]+(\/[^/\0\n]+)*\/?)?$/, { error: directoryRule })
  .max(4_096, { error: directoryRule })
  .refine((path) => !path.split("/").some((part) => part === "." || part === ".."), { error: directoryRule });

const environmentRule =
  "must be at most 64 names of letters, digits and _, with values without NUL, together at most 64 KiB";
const Environment = z
  .record(z.string(), z.string().refine(noNul, { error: environmentRule }))
  .refine((variables) => Object.keys(variables).length <= 64, { error: environmentRule })
  .refine((variables) => Object.keys(variables).every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)), {
    error: environmentRule,
  })
  .refine((variables) => Buffer.byteLength(JSON.stringify(variables)) <= 65_536, { error: environmentRule });

/** Containers.Exec */
export async function* execIn(
  role: Role,
  engine: Engine,
  request: ExecRequest,
  signal: AbortSignal,
): AsyncGenerator<ExecOutput> {
  const owner = parseOwner(role, request.owner);
  const name = parseName("name", request.name);
  const command = parseField("command", Command, request.command);
  const timeoutMs = parseField("timeout_seconds", Timeout, request.timeoutSeconds ?? 60) * 1_000;
  const directory = parseField("directory", Directory, request.directory || "/root");
  const environment = parseField("environment", Environment, request.environment);
  const record = findContainer(engine.parts.records, owner, name);
  const facts = await factsOf(engine, record);
  if (facts?.state !== "RUNNING") throw notRunning(engine, record, facts, "run a command");

  const { machine } = record;
  const began = engine.parts.now();
  const beganMs = performance.now();
  const { owner: whose, name: container } = record;
  const told = tellCommand(command, directory, Object.keys(environment));
  const change = { role, owner: whose, action: "Containers.Exec", container, operation: "", arguments: told };
  const ended = await engine.parts.audit.begin(change, began, false);
  let printed = false;
  let exit: { code: number; timedOut: boolean } | undefined;
  // Unless something better is known: who hangs up ends it without another word.
  let trouble: Trouble = { reason: "CANCELLED", message: "The caller left, and the command was ended." };
  try {
    for await (const piece of exec(
      { machine, command, directory, environment, timeoutMs, outputLimit, unlogged: false },
      signal,
      engine.run,
    )) {
      if ("exit" in piece) {
        const { code, truncated, timedOut } = piece.exit;
        engine.parts.log.info({
          event: "exec",
          container: machine,
          owner: record.owner,
          program: command[0],
          code,
          ms: Math.round(performance.now() - beganMs),
        });
        // Whatever it ended with, it was run.
        trouble = undefined;
        exit = { code, timedOut };
        if (!printed) refuseUnstarted(code, command[0] ?? "", directory, name);
        yield { exit: { code, truncated, timedOut }, output: "exit" };
      } else if ("stdout" in piece) {
        printed = true;
        yield { stdout: piece.stdout, output: "stdout" };
      } else {
        printed = true;
        yield { stderr: piece.stderr, output: "stderr" };
      }
    }
  } finally {
    await ended(trouble, engine.parts.now(), exit);
  }
}

// systemd's own exit codes for what it could not even begin (systemd.exec(5), "Process Exit Codes").
function refuseUnstarted(code: number, program: string, directory: string, container: string): void {
  if (code === 200) {
    throw new VoxnixError("INVALID_FIELD", `directory: there is no ${directory} in ${container}.`, {
      field: "directory",
      rule: "must be there",
      container,
    });
  }
  if (code === 203) {
    throw new VoxnixError(
      "INVALID_FIELD",
      `command: there is no program ${JSON.stringify(program)} in ${container}.`,
      {
        field: "command",
        rule: "must begin with a program that the container has",
        container,
      },
    );
  }
}
