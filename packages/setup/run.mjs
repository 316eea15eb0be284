// Runs a program of this repository on the workspace's own Node 24, setting the workspace up first.
// Usage: node run.mjs FILE.ts [ARGUMENT…]    a program of ours
//        node run.mjs --bin NAME [ARGUMENT…] a tool from node_modules/.bin
import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { node, setup } from "./setup.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
setup();

const [first = "", ...rest] = process.argv.slice(2);
const [command, args] =
  first === "--bin"
    ? [`${root}node_modules/.bin/${rest[0]}`, rest.slice(1)]
    : [node, [`${root}${first}`, ...rest]];

const child = spawn(command, args, {
  stdio: "inherit",
  env: { ...process.env, PATH: `${root}node_modules/.bin${delimiter}${process.env.PATH ?? ""}` },
});
// The terminal sends Ctrl-C to both; the program decides what it means.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});
child.on("error", (error) => {
  process.stderr.write(`voxnix: could not run ${command}: ${error.message}\n`);
  process.exit(1);
});
