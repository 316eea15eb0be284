import { readlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { onTestFinished, vi } from "vitest";

/** What is synced from now on, in order, until the test has ended: nothing else shows it but a power cut. */
export async function watchSyncs(): Promise<string[]> {
  const synced: string[] = [];
  const handle = await open("/", "r");
  const spy = vi.spyOn(Object.getPrototypeOf(handle), "sync");
  spy.mockImplementation(async function (this: FileHandle) {
    synced.push(readlinkSync(`/proc/self/fd/${this.fd}`));
  });
  onTestFinished(() => spy.mockRestore());
  await handle.close();
  return synced;
}
