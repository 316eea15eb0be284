import { parseArgs } from "node:util";
import { SandboxError } from "./errors.ts";

export type Command =
  | { verb: "up"; services: boolean }
  | { verb: "status"; json: boolean }
  | { verb: "exec"; argv: string[] }
  | { verb: "add"; packages: string[] }
  | { verb: "logs"; units: string[]; follow: boolean }
  | { verb: "down" | "reset" | "help" };

export const usage = `npm run sandbox -- COMMAND

  up                    build, boot and start everything that is not there yet; leaves it running
     --no-services      without executor and agent
  status [--json]       state, leader, and the sockets as this host can open them
  exec -- PROGRAM …     run a program in the appliance as root; its exit code is the exit code
  add PACKAGE …         give the nixpkgs stand-in a large package: go, nodejs, postgresql, rustc, …
  logs [UNIT …] [-f]    the appliance's journal (executor and agent unless units are named)
  down                  stop it; containers and their data stay
  reset                 stop it and delete it

Set VOXNIX_NIXPKGS or VOXNIX_EXTRA_CONTAINER to a path to put a real one in the place of a stand-in.
`;

/** Reads the command line after \`npm run sandbox --\`. */
export function parseCommand(args: readonly string[]): Command {
  const [verb, ...rest] = args;
  switch (verb) {
    case "up":
      return { verb, services: !flags(verb, rest, { "no-services": {} })["no-services"] };
    case "status":
      return { verb, json: flags(verb, rest, { json: {} }).json ?? false };
    case "exec":
      return { verb, argv: program(rest) };
    case "add":
      if (rest.length === 0) throw new SandboxError("add needs a package: npm run sandbox -- add postgresql");
      return { verb, packages: rest };
    case "logs": {
      const units = rest.filter((arg) => !arg.startsWith("-"));
      const options = rest.filter((arg) => arg.startsWith("-"));
      return { verb, units, follow: flags(verb, options, { follow: { short: "f" } }).follow ?? false };
    }
    case "down":
    case "reset":
      flags(verb, rest, {});
      return { verb };
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return { verb: "help" };
    default:
      throw new SandboxError(`There is no sandbox command ${JSON.stringify(verb)}.`, usage);
  }
}

function program(rest: readonly string[]): string[] {
  const argv = rest[0] === "--" ? rest.slice(1) : [...rest];
  if (argv.length === 0)
    throw new SandboxError("exec needs a program: npm run sandbox -- exec -- systemctl status");
  return argv;
}

/** Switches of one verb; anything else on its command line is refused by name. */
function flags(
  verb: string,
  args: readonly string[],
  known: Record<string, { short?: string }>,
): Record<string, boolean | undefined> {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, extra]) => [name, { type: "boolean" as const, ...extra }]),
  );
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new SandboxError(`sandbox ${verb}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
