import { SandboxError } from "./errors.ts";
import { exec } from "./exec.ts";
import { agentIds } from "./host-files.ts";
import { CODE, NODE, type SandboxPaths } from "./paths.ts";

/** What the agent loads; of its dependencies, node and their folder stand for all. */
const loaded = ["package.json", "services", "packages", "proto", "node_modules/.pnpm"];

/** Refuses a checkout that the agent's own user cannot read, as one made under umask 077 is. */
export async function assertReadableByAgent(paths: SandboxPaths): Promise<void> {
  const asAgent = ["setpriv", `--reuid=${agentIds.uid}`, `--regid=${agentIds.gid}`, "--clear-groups", "--"];
  const search = [...loaded.map((path) => `${CODE}/${path}`), NODE];
  const belowDependencies = ["(", "-name", "node_modules", "-o", "-path", "*/.pnpm/*", ")", "-prune"];
  const found = await exec(
    [...asAgent, "find", ...search, ...belowDependencies, "-o", "!", "-readable", "-print", "-quit"],
    { cwd: "/" },
    paths,
  );
  if (found.exitCode === 0 && found.stdout === "") return;
  throw new SandboxError(
    `The agent runs as a user of its own and cannot read this checkout: run \`chmod -R go+rX ${paths.checkout}\` and try again.`,
    found.stdout.replaceAll(CODE, paths.checkout) || found.stderr,
  );
}
