import { addPackages } from "./add-packages.ts";
import { agentEnvironmentFrom } from "./agent-environment.ts";
import { parseCommand, usage } from "./arguments.ts";
import { down, reset } from "./down.ts";
import { exec } from "./exec.ts";
import { logs } from "./logs.ts";
import { reportFailure } from "./report-failure.ts";
import { type SandboxStatus, status } from "./status.ts";
import { up } from "./up.ts";

/** `npm run sandbox -- …`. Resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  switch (command.verb) {
    case "up": {
      // A shell without any of the agent's settings leaves those that are there, e.g. from a demo with keys.
      const agentEnv = agentEnvironmentFrom(process.env);
      const settings = Object.keys(agentEnv).length > 0 ? { agentEnv } : {};
      const result = await up({ services: command.services, ...settings });
      process.stdout.write(describe(result));
      return 0;
    }
    case "status": {
      const result = await status();
      process.stdout.write(command.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result));
      return 0;
    }
    case "exec":
      return (await exec(command.argv, { stdio: "inherit" })).exitCode;
    case "add":
      await addPackages(command.packages);
      return 0;
    case "logs":
      return logs(command);
    case "down":
      await down();
      return 0;
    case "reset":
      await reset();
      return 0;
    case "help":
      process.stdout.write(usage);
      return 0;
  }
}

/** A status for a person. */
function describe(result: SandboxStatus): string {
  const lines = [`${result.machine}: ${result.state}${result.leader ? `, leader ${result.leader}` : ""}`];
  if (result.leader) {
    for (const [unit, state] of Object.entries(result.units)) lines.push(`  ${unit}: ${state}`);
    lines.push(`  agent runs in: ${result.agent}`, `  nixpkgs: ${result.nixpkgs}`);
    lines.push(`  extra-container: ${result.extraContainer}`);
    lines.push(`  admin socket: ${result.adminSocket}`, `  agent socket: ${result.agentSocket}`);
  }
  return `${lines.join("\n")}\n`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}
