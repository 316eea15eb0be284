import { expect, test } from "vitest";
import { diskFull } from "./full-disk.ts";

const error = (code: string) => Object.assign(new Error(`${code}: it went wrong, write`), { code });

test.each([
  ["an error of the system", error("ENOSPC"), "the host's disk is full"],
  ["a quota", error("EDQUOT"), "a quota of the host's disk is used up"],
  ["what Nix prints", "error: writing to file: No space left on device", "the host's disk is full"],
  ["what sync prints", "sync: error syncing '/nix': Disk quota exceeded", "a quota of the host's disk"],
  ["one of several errors", new AggregateError([error("EIO"), error("ENOSPC")]), "the host's disk is full"],
])("%s that a disk takes nothing more is told as that, with what to do", (_, cause, means) => {
  const told = diskFull("The create of dev failed", cause, { container: "dev" });
  expect(told).toMatchObject({ reason: "DISK_FULL", facts: { container: "dev" }, cause });
  expect(told?.message).toMatch(new RegExp(`^The create of dev failed: ${means}.*Make room`));
});

test.each([error("EROFS"), new Error("no"), "error: syntax error", undefined])(
  "anything else is not (%s)",
  (cause) => expect(diskFull("The create of dev failed", cause)).toBeUndefined(),
);
