import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { agentEnvironmentFrom } from "./agent-environment.ts";
import { SandboxError } from "./errors.ts";
import { sandboxPaths } from "./paths.ts";
import { reportFailure } from "./report-failure.ts";
import { up } from "./up.ts";

const usage = `npm run demo [-- --say TEXT …] [--user NAME] [--json]

  Sets up what is needed, boots the sandbox, starts executor and agent, and opens a chat.
  --say TEXT   sends the lines in order instead, says yes to what is asked, prints the transcript; exit code 0 if
               every turn went well
  --user NAME  who is talking (default: demo)
  --json       one event per line

Without a key the built-in offline model answers. OPENROUTER_API_KEY, OPENAI_API_KEY or LLM_BASE_URL with
LLM_MODEL bring a real one, TELEGRAM_BOT_TOKEN and TELEGRAM_ALLOWED_USERS bring Telegram.
`;

/** `npm run demo`. Resolves to the exit code. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { chatSocket } = await up({ agentEnv: agentEnvironmentFrom(process.env) });
  return chat([
    ...["--socket", chatSocket, "--user", options.user],
    ...(options.json ? ["--json"] : []),
    // What is scripted was decided by who wrote the script: questions are answered with yes, and shown.
    ...(options.say ? ["--yes"] : []),
    ...(options.say ?? []).map((text) => `--say=${text}`),
  ]);
}

/** Runs the agent's terminal client in this terminal; its exit code is the demo's. */
async function chat(args: string[]): Promise<number> {
  const client = join(sandboxPaths().checkout, "services/agent/src/channels/terminal/main.ts");
  // Ctrl-C reaches both; what it means is the client's to say.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  const { exitCode } = await execa(process.execPath, [client, ...args], { stdio: "inherit", reject: false });
  process.off("SIGINT", ignore);
  return exitCode ?? 1;
}

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        say: { type: "string", multiple: true },
        user: { type: "string", default: "demo" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new SandboxError(error instanceof Error ? error.message : String(error), usage);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}
