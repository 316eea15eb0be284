import type { Section } from "../section.ts";
import { firstSign, turnOverhead } from "./chat.ts";
import { fanout } from "./fanout.ts";
import { chats } from "./growth/chats.ts";
import { history } from "./growth/history.ts";
import { modules } from "./growth/modules.ts";
import { records } from "./growth/records.ts";
import { hundred } from "./hundred.ts";
import { install } from "./install.ts";
import { knownImage } from "./known-image.ts";
import { beside } from "./others.ts";
import { parallel } from "./parallel.ts";
import { reads } from "./reads.ts";
import { memory, ready } from "./services.ts";
import { stages } from "./stages.ts";
import { tokens } from "./tokens.ts";

/** All that is measured, in the order in which it is. */
export const sections: readonly Section[] = [
  ...[knownImage, beside, stages, parallel, reads, hundred, firstSign, turnOverhead, tokens],
  ...[ready, memory, install, fanout],
  ...[records, history, chats, modules],
];
