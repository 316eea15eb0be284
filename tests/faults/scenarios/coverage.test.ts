import { expect, test } from "vitest";
import { table } from "../../../services/executor/src/api/table.ts";
import { declaredSteps } from "./declared-steps.ts";
import { scenarios } from "./index.ts";
import { steps } from "./steps.ts";

/** Cut off, these have nothing that could be half done. */
const asksOnly = [
  "Containers.Get",
  "Containers.History",
  "Containers.Inspect",
  "Containers.List",
  "Containers.Logs",
  "Containers.Watch",
  "Host.Audit",
  "Host.Status",
  "Host.UnitJournal",
  "Images.List",
  "Modules.FindPackages",
  "Modules.List",
  "Operations.List",
  "Operations.Watch",
  "Secrets.List",
  "Workspaces.List",
];

const called = scenarios.flatMap(({ call, action, cancels }) => [
  call ?? action,
  ...(cancels ? ["Operations.Cancel"] : []),
]);

test("the executor is killed in the middle of every call but those that only ask", () => {
  expect([...new Set(called), ...asksOnly].sort()).toEqual(Object.keys(table).sort());
});

test("the executor is killed in the middle of every kind of operation", async () => {
  const kinds = new Set((await declaredSteps()).map((step) => /\((.+)\)/.exec(step)?.[1] ?? ""));
  const operations = scenarios.filter(({ plain }) => !plain);
  const tried = new Set(operations.map(({ call, action }) => (call ?? action).split(".")[1]?.toUpperCase()));
  // Whose steps are those of an update.
  tried.delete("SETLIMITS");
  expect([...tried].sort()).toEqual([...kinds].sort());
});

test("the steps that are told of are those of the executor's code", async () => {
  expect(steps).toEqual(await declaredSteps());
});

test("each kind of change has a name of its own, by which it can be tried alone", () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
