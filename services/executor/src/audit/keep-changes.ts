import { readIfThere, writeAtomically } from "../store/atomic.ts";
import { parseLine } from "./entry.ts";

/**
 * Takes what a file of the audit log says of changes over into another one, before it goes. Commands are many and
 * cheap to run: whoever runs a hundred thousand of them must not thereby have the rest forgotten.
 * @param bytes how much the other one may hold; its oldest lines go first
 */
export async function keepChanges(path: string, into: string, bytes: number): Promise<void> {
  const text = await readIfThere(path);
  if (text === undefined) return;
  const lines = text.split("\n").filter((line) => {
    const read = parseLine(line);
    return read !== undefined && read.action !== "Containers.Exec";
  });
  if (lines.length === 0) return;
  const before = ((await readIfThere(into)) ?? "").split("\n").filter((line) => line !== "");
  // Killed between this and the file's removal, it comes here twice.
  const all = [...before, ...lines.filter((line) => !before.includes(line))];
  let size = 0;
  const kept = all.reverse().filter((line) => {
    size += Buffer.byteLength(line) + 1;
    return size <= bytes;
  });
  await writeAtomically(
    into,
    kept
      .reverse()
      .map((line) => `${line}\n`)
      .join(""),
  );
}
