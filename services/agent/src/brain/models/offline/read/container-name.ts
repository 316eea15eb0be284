import { ContainerName, containerNameRule } from "@voxnix/protocol";
import { names, type Scene } from "../scene.ts";

const longest = 11;

/** What is wrong with a name, in a sentence; undefined if nothing is. */
export function wrongWithName(name: string): string | undefined {
  if (ContainerName.safeParse(name).success) return undefined;
  const shown = name.length > 60 ? `${name.slice(0, 59)}…` : name;
  if (name.length > longest && ContainerName.safeParse(name.slice(0, longest).replace(/-+$/, "")).success) {
    return `“${shown}” has ${name.length} characters, a container's name at most ${longest}.`;
  }
  return `“${shown}” cannot be a container's name: it takes ${containerNameRule}.`;
}

/** A name that fits the rule and is free, as near to the wanted one as can be. */
export function proposedName(wanted: string, scene: Scene): string {
  const letters = wanted
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "");
  return freeName(shortened(letters) || "box", scene);
}

/** The name itself if it is free, else with a number. */
export function freeName(name: string, scene: Scene): string {
  const taken = new Set(names(scene));
  for (let n = 2, free = name; ; n++) {
    if (!taken.has(free)) return free;
    free = `${name.slice(0, longest - `-${n}`.length).replace(/-+$/, "")}-${n}`;
  }
}

// Whole words as long as they fit, else the beginning.
function shortened(name: string): string {
  const cut = name.slice(0, longest + 1);
  const dash = cut.lastIndexOf("-");
  const words = name.length > longest && dash > 2 ? cut.slice(0, dash) : name.slice(0, longest);
  return words.replace(/-+$/, "");
}
