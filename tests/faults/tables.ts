import { fileURLToPath } from "node:url";
import { changeBetween } from "../pages/between-marks.ts";
import { writeRow } from "../pages/table.ts";
import type { KillRow, Kills } from "./run-kills.ts";
import { type TroubleRow, troubles } from "./run-troubles.ts";
import { scenarios } from "./scenarios/index.ts";

const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));
const head = ["fault", "expected", "observed", "again"];

/**
 * Puts what came of killing the executor in one kind of change into its row of the page.
 * @param how the options that the kills were made with: the row says how to make them again
 */
export function writeKills({ name, kills, endings, problems }: KillRow, how: readonly string[]): void {
  const [fine, title] = [how.includes("--fine"), titleOf(how)];
  writeRow(page, fine ? "fine" : "kills", {
    head,
    names: scenarios.map((scenario) => title(scenario.name)),
    row: [
      title(name),
      "done or undone, as it is told; nothing left, nothing lost",
      `${kills} kills: ${endings}${verdict(problems)}`,
      `\`${["npm run faults -- kills --only", JSON.stringify(name), ...how].join(" ")}\``,
    ],
  });
}

/** Puts what came of another fault into its row of the page. */
export function writeTrouble({ name, expected, observed, problems }: TroubleRow): void {
  writeRow(page, "troubles", {
    head,
    names: troubles.map((trouble) => trouble.name),
    row: [
      name,
      expected,
      `${observed}${verdict(problems)}`,
      `\`npm run faults -- troubles --only ${JSON.stringify(name)}\``,
    ],
  });
}

/** Puts into the page whether every step that the code has was among those tried. */
export function writeSteps(steps: NonNullable<Kills["steps"]>): void {
  changeBetween(page, "steps", () => `${stepsText(steps)} Again: \`npm run faults -- kills --sample 0\``);
}

/** The same in words. */
export function stepsText({ declared, missed }: NonNullable<Kills["steps"]>): string {
  const undos = declared.filter((step) => step.startsWith("undo of ")).length;
  const has = `The code has ${declared.length - undos} steps and ${undos} undos of steps`;
  if (missed.length === 0) return `${has}; the kinds of change in this table come to every one of them.`;
  return `${has}; nothing in this table comes to ${missed.length} of them: ${missed.join(", ")}.`;
}

const titleOf = (how: readonly string[]) => (name: string) =>
  `executor killed ${how.includes("--fine") ? "at writes and programs" : "at the steps"} of: ${name}`;

const verdict = (problems: readonly string[]) =>
  problems.length === 0 ? "" : `; **not kept**: ${problems.join("; ")}`;
