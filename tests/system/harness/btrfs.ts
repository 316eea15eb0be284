import { afterAll } from "vitest";
import { BTRFS, dropBtrfs, makeBtrfs } from "./btrfs-disk.ts";

export { BTRFS };

/** A btrfs of that size for the tests of this file. @returns why it cannot be had, if so */
export const mountBtrfs = async (size = "300M"): Promise<string | undefined> => {
  const cannot = await makeBtrfs(size);
  if (cannot === undefined) afterAll(dropBtrfs);
  return cannot;
};
