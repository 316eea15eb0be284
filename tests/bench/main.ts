// npm run bench -- [--quick] [--only PREFIX…] [--json FILE] [--markdown [--before FILE] [--from FILE…]]
// What voxnix costs: whole user actions at its outer door, beside what a user would pick instead.
// --markdown writes docs/performance.md and its pictures: of this run, or --from the files of earlier ones (a later
// file's rows take the place of an earlier one's). --before takes the file of an earlier version's run.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportFailure } from "@voxnix/sandbox";
import { machineFacts } from "./machine.ts";
import { merged, readRun, type WrittenRun, writeRun } from "./report/json.ts";
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
    from: { type: "string", multiple: true, default: [] },
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
const kept = values.from.map(readRun);
const written = kept.length > 0 ? kept.reduce(merged) : await measure();
if (values.json !== undefined) writeRun(values.json, written);
if (values.markdown) {
  const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
  const command = `npm run bench -- ${written.quick ? "--quick " : ""}--markdown`;
  const before = values.before === undefined ? undefined : readRun(values.before);
  writeMarkdown(`${docs}performance.md`, { run: written, command, before });
  for (const picture of drawPictures(written.results, `${docs}performance`))
    tell(`drew docs/performance/${picture}`);
}
tell("done");
// A watcher that hangs must not keep the figures from ending.
process.exit(0);

async function measure(): Promise<WrittenRun> {
  const world = await openWorld(tell).catch((error) => {
    reportFailure(error);
    process.exit(1);
  });
  const machine = machineFacts(world.extraContainer);
  tell(`${machine.revision} on ${machine.cores} cores (${machine.cpu}), load ${machine.load.toFixed(1)}`);
  const { quick, only } = values;
  const told = (row: Parameters<typeof rowLine>[0]) => console.log(`        ${rowLine(row)}`);
  const results = await run(world, sections, { quick, only, tell, told });
  await world.close();
  return { machine, quick, results };
}
