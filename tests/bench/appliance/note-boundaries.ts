// Preloaded into the executor (node --import): notes when its steps and the programs that it runs begin and end, a
// line of JSON each. The executor publishes these moments for whoever observes it (services/executor/src/system).
import { subscribe } from "node:diagnostics_channel";
import { createWriteStream } from "node:fs";

const file = createWriteStream("/var/lib/voxnix/home/bench-boundaries.jsonl", { flags: "a" });

for (const kind of ["step", "command"] as const) {
  subscribe(`voxnix:${kind}`, (boundary) => {
    const ms = performance.timeOrigin + performance.now();
    file.write(`${JSON.stringify({ ms, boundary: kind, ...(boundary as object) })}\n`);
  });
}
