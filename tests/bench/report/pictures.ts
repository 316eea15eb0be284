import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../row.ts";
import type { Results } from "../section.ts";
import { type BarGroup, barPicture } from "./svg/bars.ts";
import { linePicture } from "./svg/lines.ts";
import { stackedPicture } from "./svg/stacked.ts";

/** A picture of a run, by the name of its file. */
type Pictures = Map<string, string>;

/** Draws what a run measured into a folder. Of what it did not measure, the pictures there stay. @returns the files */
export function drawPictures(results: Results, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const pictures = picturesOf(results);
  for (const [name, text] of pictures) writeFileSync(join(folder, name), text);
  return [...pictures.keys()];
}

export function picturesOf({ rows, curves }: Results): Pictures {
  const pictures: Pictures = new Map();
  const changes = sideBySide(rows);
  if (changes.length > 0)
    pictures.set("changes.svg", barPicture("From the message to the answer", "ms", changes));
  const stages = parts(rows);
  if (stages.length > 0)
    pictures.set("stages.svg", stackedPicture("Where the time of a create goes", "ms", stages));
  for (const curve of curves) pictures.set(`${curve.name}.svg`, linePicture(curve));
  return pictures;
}

const others = { "bare-extra-container": "extra-container", podman: "podman", incus: "incus" } as const;

function sideBySide(rows: readonly Row[]): BarGroup[] {
  const titles = {
    "create.known-image": "create, known image",
    start: "start",
    stop: "stop",
    destroy: "destroy",
  };
  return Object.entries(titles).flatMap(([change, title]) => {
    const bars = [
      { label: "voxnix, by chat", row: find(rows, `${change}.ms`) },
      ...Object.entries(others).map(([other, label]) => ({
        label,
        row: find(rows, `${change}.${other}-ms`),
      })),
    ].flatMap(({ label, row }) =>
      row === undefined ? [] : [{ label, value: row.value, spread: row.spread }],
    );
    return bars.length > 1 ? [{ label: title, bars }] : [];
  });
}

function parts(rows: readonly Row[]) {
  const stage = /^create\.known-image\.stage\.(.+)-ms$/;
  return rows.flatMap(({ name, value }) => {
    const [, part] = stage.exec(name) ?? [];
    return part === undefined ? [] : [{ label: part, value }];
  });
}

function find(rows: readonly Row[], name: string): Row | undefined {
  return rows.find((row) => row.name === name);
}
