import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { CODE, NODE, onHostOrThrow } from "@voxnix/sandbox";
import { machineFiles, machineLinks } from "./image-files.ts";
import type { Kernel } from "./kernel.ts";

/** What of the checkout the machine gets; the services themselves are in the appliance already, bundled. */
const code = ["nix", "packages/sandbox/standins", "tests/vm/guest"];

/** Makes of a sandbox's tree, which is left as it is, the tree of a machine that boots by itself. */
export async function stage(
  root: string,
  into: string,
  { checkout, kernel }: { checkout: string; kernel: Kernel },
): Promise<void> {
  // Links to the files instead of copies: nothing below changes one.
  await onHostOrThrow(["cp", "-al", root, into], "copy the appliance's tree");
  const modules = join(into, "usr/lib/modules");
  mkdirSync(modules, { recursive: true });
  await onHostOrThrow(["cp", "-a", kernel.modules, modules], "copy the kernel's modules");
  for (const path of code) await copy(checkout, path, into);
  mkdirSync(dirname(join(into, NODE)), { recursive: true });
  const node = relative(CODE, NODE);
  await onHostOrThrow(["cp", "-L", join(checkout, node), join(into, NODE)], "copy node");
  for (const [path, text] of Object.entries(machineFiles)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    // A link to the appliance's own, where it has one: that is to stay as it is.
    rmSync(join(into, path), { force: true });
    writeFileSync(join(into, path), text);
  }
  for (const [path, target] of Object.entries(machineLinks)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    if (!isThere(join(into, path))) symlinkSync(target, join(into, path));
  }
}

async function copy(checkout: string, path: string, into: string): Promise<void> {
  const target = join(into, CODE, path);
  mkdirSync(dirname(target), { recursive: true });
  await onHostOrThrow(["cp", "-a", join(checkout, path), target], `copy ${path}`);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
