import type { Changes, PackageChange } from "@voxnix/protocol";
import { counted, listText, sizeText } from "./words.ts";

const shownPackages = 8;

/**
 * What is different between two configurations in one sentence without its end, e.g.
 * "adds ripgrep 14.1.1; 6 MB more". Empty if nothing is.
 */
export function changesText(changes: Changes): string {
  if (changes.none) return "";
  const { modulesAdded, modulesRemoved, modulesChanged, sizeDeltaBytes } = changes;
  const parts = [
    modulesAdded.length > 0 && `adds the ${modules(modulesAdded)}`,
    modulesRemoved.length > 0 && `removes the ${modules(modulesRemoved)}`,
    modulesChanged.length > 0 && `changes settings of ${listText(modulesChanged)}`,
    ...packageTexts(changes.packages),
    Math.abs(sizeDeltaBytes) >= 100_000 &&
      `${sizeText(Math.abs(sizeDeltaBytes))} ${sizeDeltaBytes > 0 ? "more" : "less"} on disk`,
  ];
  return parts.filter((part) => typeof part === "string").join("; ");
}

function modules(names: readonly string[]): string {
  return `${names.length === 1 ? "module" : "modules"} ${listText(names)}`;
}

function packageTexts(packages: readonly PackageChange[]): string[] {
  const added = packages.filter(({ oldVersion }) => oldVersion === "");
  const removed = packages.filter(({ newVersion }) => newVersion === "");
  const moved = packages.filter(({ oldVersion, newVersion }) => oldVersion !== "" && newVersion !== "");
  return [
    group("brings", added, ({ name, newVersion }) => `${name} ${newVersion}`),
    group("moves", moved, ({ name, oldVersion, newVersion }) => `${name} ${oldVersion} → ${newVersion}`),
    group("drops", removed, ({ name, oldVersion }) => `${name} ${oldVersion}`),
  ].filter((text) => text !== "");
}

function group(
  verb: string,
  changes: readonly PackageChange[],
  one: (change: PackageChange) => string,
): string {
  if (changes.length === 0) return "";
  const shown = changes.slice(0, shownPackages).map(one);
  const left = changes.length - shown.length;
  return `${verb} ${listText(left > 0 ? [...shown, counted(left, "more package")] : shown)}`;
}
