import type { Section } from "../section.ts";
import { knownImage } from "./known-image.ts";
import { reads } from "./reads.ts";
import { memory, ready } from "./services.ts";

/** All that is measured, in the order in which it is. */
export const sections: readonly Section[] = [knownImage, reads, ready, memory];
