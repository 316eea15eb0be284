import { afterAll } from "vitest";
import { BTRFS, dropBtrfs, makeBtrfs } from "./btrfs-disk.ts";

export { BTRFS };

/** A btrfs for the tests of this file. @returns why it cannot be had, if so */
export const mountBtrfs = async (): Promise<string | undefined> => {
  const cannot = await makeBtrfs();
  if (cannot === undefined) afterAll(dropBtrfs);
  return cannot;
};
