import { VoxnixError } from "@voxnix/protocol";
import { packageDifference, sizeOf } from "../composer/closure.ts";
import type { ChosenModule, ContainerRecord, Difference } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import type { StepWork } from "./steps.ts";
import type { ChangeTask } from "./task.ts";

/** What a change would lead to. */
export interface Next {
  /** The container as it would be, but for its generations. */
  record: ContainerRecord;
  changes: Difference;
  /** Whether anything has to be installed on the host. */
  install: boolean;
}

/**
 * Composes image and host side of what a container is to become. Nothing of the container changes.
 * @throws STALE_PREVIEW if the image is not the expected one
 */
export async function composeNext(
  parts: Parts,
  { record: before, target }: ChangeTask,
  { report, signal }: StepWork,
): Promise<Next> {
  const { composer, workspaces, machines } = parts;
  const back = before.generations.find(({ number }) => number === target.rollBackTo)?.image;
  const kept = target.keepImage ? before.image : back;
  if (kept !== undefined) report.phase("BUILD", "Using a known image");
  const image = kept ?? (await composer.image(target, report, signal));
  if (target.expectedImage !== "" && image !== target.expectedImage) throw stale(before);
  const { modules, packages, autostart, workspace, limits } = target;
  const wanted = { ...before, modules, packages, autostart, workspace, limits, image };
  const hostSide = await composer.hostSide(wanted, workspaces.path(before.machine), report, signal);
  const record = { ...wanted, hostSide };
  const install = hostSide !== before.hostSide;
  const restart = install && (await machines.restartNeeded(before, record));
  return { record, install, changes: await difference(parts, before, record, restart) };
}

function stale({ name }: ContainerRecord): VoxnixError {
  return new VoxnixError(
    "STALE_PREVIEW",
    `The update of ${name} would lead to another system than the preview said: the library or nixpkgs has changed. Look again.`,
    { field: "expected_image", container: name },
  );
}

/** Another nixpkgs changes all of them; they stay on record, and nobody reads on. */
const mostPackages = 200;

async function difference(
  { closure }: Parts,
  before: ContainerRecord,
  after: ContainerRecord,
  restart: boolean,
): Promise<Difference> {
  const young = await closure([after.image]);
  const old = before.image === after.image ? young : await closure([before.image]);
  const modules = moduleDifference(before.modules, after.modules);
  const asked = new Set([...before.packages, ...after.packages].map((name) => name.split(".").at(-1)));
  const all = packageDifference(old, young);
  // First what somebody asked for, then what came along.
  const packages = [
    ...all.filter(({ name }) => asked.has(name)),
    ...all.filter(({ name }) => !asked.has(name)),
  ];
  return {
    ...modules,
    packages: packages.slice(0, mostPackages),
    sizeDeltaBytes: sizeOf(young) - sizeOf(old),
    sizeBytes: sizeOf(young),
    restart,
    none:
      before.image === after.image &&
      before.hostSide === after.hostSide &&
      Object.values(modules).every((names) => names.length === 0) &&
      before.packages.join() === after.packages.join() &&
      JSON.stringify(before.limits) === JSON.stringify(after.limits),
  };
}

function moduleDifference(before: readonly ChosenModule[], after: readonly ChosenModule[]) {
  const [old, young] = [settingsOf(before), settingsOf(after)];
  return {
    modulesAdded: [...young.keys()].filter((name) => !old.has(name)),
    modulesRemoved: [...old.keys()].filter((name) => !young.has(name)),
    modulesChanged: [...young.keys()].filter((name) => old.has(name) && old.get(name) !== young.get(name)),
  };
}

function settingsOf(modules: readonly ChosenModule[]): Map<string, string> {
  const sorted = (settings: object) => Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(modules.map(({ name, settings }) => [name, JSON.stringify(sorted(settings))]));
}
