import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { sandboxPaths } from "@voxnix/sandbox";
import { execa } from "execa";
import { until } from "./until.ts";

const MAIN = join(import.meta.dirname, "../../../services/agent/src/channels/terminal/main.ts");

/** The keys that people press beside letters. */
export const keys = { enter: "\r", ctrlC: "\u0003", ctrlD: "\u0004", up: "\u001b[A" };

/** A person who sits at a terminal in which the chat runs. */
export interface Typist {
  /** Presses keys, and forgets what was shown before. */
  readonly types: (text: string) => void;
  /** Waits until the terminal shows what fits, since the last keys; colours and cursor movements are left out. */
  readonly sees: (fits: RegExp) => Promise<string>;
  /** All that was written to the terminal, as it was written. */
  readonly raw: () => string;
  /** How the chat ended. */
  readonly ended: Promise<number | undefined>;
}

/** Runs the chat in a terminal of its own, by script(1). */
export const sitDown = (user: string, environment: Record<string, string>): Typist => {
  const command = `${process.execPath} ${MAIN} --socket ${sandboxPaths().chatSocket} --user ${user}`;
  const running = execa("script", ["-qec", command, "/dev/null"], {
    env: { TERM: "xterm", ...environment },
    stdin: "pipe",
    reject: false,
  });
  let written = "";
  let since = 0;
  running.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    written += chunk;
  });
  const shown = () => stripVTControlCharacters(written.slice(since));
  return {
    types: (text) => {
      since = written.length;
      running.stdin.write(text);
    },
    sees: async (fits) => {
      await until(`the terminal shows ${fits}`, async () => fits.test(shown())).catch((error) => {
        throw new Error(`${error.message} It shows: ${JSON.stringify(shown())}`);
      });
      return shown();
    },
    raw: () => written,
    ended: running.then(({ exitCode }) => exitCode),
  };
};

/** Runs the chat with its output in a pipe. */
export const recite = async (user: string, ...args: string[]) => {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [MAIN, "--socket", sandboxPaths().chatSocket, "--user", user, ...args],
    { reject: false },
  );
  return { exitCode, stdout, stderr };
};
