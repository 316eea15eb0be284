import type { Section } from "../section.ts";
import { hundred } from "./hundred.ts";
import { knownImage } from "./known-image.ts";
import { parallel } from "./parallel.ts";
import { reads } from "./reads.ts";
import { memory, ready } from "./services.ts";
import { stages } from "./stages.ts";

/** All that is measured, in the order in which it is. */
export const sections: readonly Section[] = [knownImage, stages, reads, hundred, parallel, ready, memory];
