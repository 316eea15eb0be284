import { SandboxError } from "./errors.ts";
import { exec } from "./exec.ts";
import { agentIds } from "./host-files.ts";
import { CODE, NODE, type SandboxPaths } from "./paths.ts";

/** Refuses a checkout whose Node the agent's own user cannot run, as one made under umask 077 has. */
export async function assertReadableByAgent(paths: SandboxPaths): Promise<void> {
  const asAgent = ["setpriv", `--reuid=${agentIds.uid}`, `--regid=${agentIds.gid}`, "--clear-groups", "--"];
  const found = await exec([...asAgent, NODE, "--version"], { cwd: "/" }, paths);
  if (found.exitCode === 0) return;
  throw new SandboxError(
    `The agent runs as a user of its own and cannot read this checkout: run \`chmod -R go+rX ${paths.checkout}\` and try again.`,
    found.stderr.replaceAll(CODE, paths.checkout),
  );
}
