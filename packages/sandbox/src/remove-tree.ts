import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onHost } from "./host.ts";

const containersFolder = "var/lib/nixos-containers";

/** The containers whose file trees are in an appliance's tree. */
export function containersIn(root: string): string[] {
  const folder = join(root, containersFolder);
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Deletes an appliance's tree, with the /var/empty folders that NixOS makes immutable in its containers. */
export async function removeTree(root: string): Promise<void> {
  const immutable = containersIn(root)
    .map((name) => join(root, containersFolder, name, "var/empty"))
    .filter(existsSync);
  if (immutable.length > 0) await onHost(["chattr", "-i", ...immutable]);
  rmSync(root, { recursive: true, force: true });
}
