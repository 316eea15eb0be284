// Loaded into the executor before its own code (NODE_OPTIONS=--import): at each boundary that it publishes, looks
// what the plan says. Recording, it writes the boundary down; told to kill, it ends the process in that very moment.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";

const folder = "/run/voxnix-faults";
const plan = `${folder}/plan.json`;

interface Plan {
  /** The machine whose steps are meant; those of others pass unseen. */
  machine: string;
  /** Empty while boundaries are only written down. */
  kill: string;
  /** The boundary comes up so many times before it kills. */
  skip: number;
}

let text = "";
let current: Plan | undefined;
let passed = 0;

subscribe("voxnix:step", (message) => {
  const { kind, container, step, at } = message as {
    kind: string;
    container: string;
    step: string;
    at: string;
  };
  reached(`${at} ${step} (${kind})`, container);
});
subscribe("voxnix:write", (message) => {
  const { file, at } = message as { file: string; at: string };
  reached(`${at} writing ${generic(file)}`, undefined);
});
subscribe("voxnix:command", (message) => {
  const { program, args, at } = message as { program: string; args: string[]; at: string };
  reached(`${at} running ${generic(program)} ${args[0]?.split(/\s/)[0] ?? ""}`, undefined);
});

function reached(boundary: string, machine: string | undefined): void {
  readPlan();
  if (current === undefined || (machine !== undefined && machine !== "" && machine !== current.machine))
    return;
  if (current.kill === "") appendFileSync(`${folder}/seen`, `${boundary}\n`);
  else if (current.kill === boundary && passed++ === current.skip) {
    const times = readdirSync(folder).filter((name) => name.startsWith("killed-")).length + 1;
    renameSync(plan, `${folder}/killed-${times}`);
    const next = `${folder}/next-${times}.json`;
    if (existsSync(next)) renameSync(next, plan);
    process.kill(process.pid, "SIGKILL");
  }
}

function readPlan(): void {
  let now = "";
  try {
    now = readFileSync(plan, "utf8");
  } catch {
    // Nothing is planned.
  }
  if (now === text) return;
  text = now;
  passed = 0;
  current = now === "" ? undefined : JSON.parse(now);
}

// Without what differs from run to run: containers' names, keys, ids.
function generic(file: string): string {
  const [name = "", folderName = ""] = file
    .replace(/\.(new|drv)$/, "")
    .split("/")
    .reverse();
  if (name === "record.json" || name.startsWith("journal") || name.startsWith("audit")) return name;
  return name.includes(".json") ? `${folderName}/*` : name;
}
