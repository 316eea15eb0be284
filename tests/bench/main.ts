// npm run bench -- [--quick] [--only PREFIX…] [--json FILE] [--markdown [--before FILE]]
// --markdown writes docs/performance.md and its pictures; --before takes the JSON of a run of an earlier version.
// What voxnix costs: whole user actions at its outer door, beside what a user would pick instead.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportFailure } from "@voxnix/sandbox";
import { machineFacts } from "./machine.ts";
import { readRun } from "./report/json.ts";
import { writeMarkdown } from "./report/markdown.ts";
import { drawPictures } from "./report/pictures.ts";
import { rowLine } from "./report/text.ts";
import { chosen, run } from "./run.ts";
import { sections } from "./sections/index.ts";
import { openWorld } from "./world/world.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    markdown: { type: "boolean", default: false },
    before: { type: "string" },
  },
});
const begun = Date.now();
const tell = (text: string) =>
  console.log(`${String(Math.round((Date.now() - begun) / 1_000)).padStart(4)} s  ${text}`);

if (chosen(sections, values.only).length === 0) {
  console.error(`No row begins with ${values.only.join(" or ")}. Rows:`);
  for (const row of sections.flatMap(({ rows }) => rows)) console.error(`  ${row}`);
  process.exit(2);
}
const world = await openWorld(tell).catch((error) => {
  reportFailure(error);
  process.exit(1);
});
const machine = machineFacts(world.extraContainer);
tell(`${machine.revision} on ${machine.cores} cores (${machine.cpu}), load ${machine.load.toFixed(1)}`);
const results = await run(world, sections, {
  quick: values.quick,
  only: values.only,
  tell,
  told: (row) => console.log(`        ${rowLine(row)}`),
});
await world.close();
if (values.markdown) {
  const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
  const command = `npm run bench -- ${values.quick ? "--quick " : ""}--markdown`;
  const before = values.before === undefined ? undefined : readRun(values.before);
  writeMarkdown(`${docs}performance.md`, { results, machine, command, before });
  for (const picture of drawPictures(results, `${docs}performance`)) tell(`drew docs/performance/${picture}`);
}
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, quick: values.quick, ...results }, null, 2)}\n`);
}
tell("done");
// A watcher that hangs must not keep the figures from ending.
process.exit(0);
