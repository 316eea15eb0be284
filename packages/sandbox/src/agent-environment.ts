import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SandboxError } from "./errors.ts";
import { agentIds } from "./host-files.ts";
import type { SandboxPaths } from "./paths.ts";

/** What the agent understands and a person may have set in their shell. */
const forwarded =
  /^(TELEGRAM_|LLM_|OPENAI_|OPENROUTER_|OTEL_|LOGFIRE_|VOXNIX_(AGENT_|OWNERS|MODELS|MEMBER_|DAILY_|QUIET_|HISTORY_|TRANSCRIBE_|TRANSCRIBE_))/;
/** Any of these means: the real outside world is wanted. */
const outward = ["OPENROUTER_API_KEY", "OPENAI_API_KEY", "LLM_BASE_URL", "TELEGRAM_BOT_TOKEN"];

/** The agent's settings among the variables of this shell. */
export function agentEnvironmentFrom(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && value !== "" && forwarded.test(name) ? [[name, value]] : [],
    ),
  );
}

/** Whether these settings need the outside world, which the appliance cannot reach. */
export function needsOutside(environment: Readonly<Record<string, string>>): boolean {
  return outward.some((name) => environment[name]);
}

/** Writes /etc/voxnix/agent.env, readable by root and the agent alone; false when it already said that. */
export function writeAgentEnvironment(
  paths: SandboxPaths,
  environment: Readonly<Record<string, string>>,
): boolean {
  const file = join(paths.root, "etc/voxnix/agent.env");
  const text = renderEnvironmentFile(environment);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "", { mode: 0o640 });
  chownSync(file, 0, agentIds.gid);
  writeFileSync(file, text);
  return true;
}

/** The settings that were last written. */
export function readAgentEnvironment(paths: SandboxPaths): Record<string, string> {
  const file = join(paths.root, "etc/voxnix/agent.env");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)="(.*)"$/gm)].map(([, name = "", value = ""]) => [
      name,
      value.replace(/\\(.)/g, "$1"),
    ]),
  );
}

/** The text of an EnvironmentFile=; in double quotes systemd unescapes \\ and \", see systemd.exec(5). */
export function renderEnvironmentFile(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /[\n\0]/.test(value))
        throw new SandboxError(
          `The agent's setting ${JSON.stringify(name)} is not a plain one-line variable.`,
        );
      return `${name}="${value.replace(/[\\"$`]/g, "\\$&")}"\n`;
    })
    .join("");
}
