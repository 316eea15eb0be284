import type { Image } from "@voxnix/protocol";
import { agoText, listText, sizeText } from "./words.ts";

/** Built systems as a Markdown list; a sentence if there are none. */
export function imagesText(images: readonly Image[], now: number = Date.now()): string {
  if (images.length === 0) return "There are no images of yours.";
  return images.map((image) => `- ${line(image, now)}`).join("\n");
}

function line(
  { modules, packages, sizeBytes, builtMs, usedBy, prebuilt, outdated }: Image,
  now: number,
): string {
  const made = listText([...modules.map(({ name }) => name), ...packages]) || "the plain system";
  const notes = [
    sizeText(sizeBytes),
    `built ${agoText(builtMs, now)}`,
    usedBy.length > 0 && `used by ${listText(usedBy)}`,
    prebuilt && "kept by the host",
    outdated && "outdated",
  ].filter((note) => typeof note === "string");
  return `${made}: ${notes.join(", ")}`;
}
