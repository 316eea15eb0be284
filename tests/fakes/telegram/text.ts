import { readEntities } from "./entities.ts";
import { parseMarkup } from "./markup.ts";
import type { Entity } from "./objects.ts";
import type { Params } from "./params.ts";
import { badRequest } from "./refused.ts";

/** A checked text as it will be shown: without marks, with its entities. */
export interface ShownText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

interface Limits {
  /** In UTF-16 code units, counted after the marks are taken out. */
  readonly longest: number;
  readonly mayBeEmpty: boolean;
  readonly tooLong: string;
}

const MESSAGE: Limits = { longest: 4096, mayBeEmpty: false, tooLong: "message is too long" };
const CAPTION: Limits = { longest: 1024, mayBeEmpty: true, tooLong: "message caption is too long" };
const DRAFT: Limits = { longest: 4096, mayBeEmpty: true, tooLong: "message is too long" };

/** The text of a message: 1 to 4096 UTF-16 units. */
export const messageText = (params: Params): ShownText => shown(params, "text", "entities", MESSAGE);

/** The caption of a file: up to 1024 UTF-16 units. */
export const captionText = (params: Params): ShownText =>
  shown(params, "caption", "caption_entities", CAPTION);

/** The text of a draft: up to 4096 UTF-16 units. */
export const draftText = (params: Params): ShownText => shown(params, "text", "entities", DRAFT);

const shown = (params: Params, field: string, entityField: string, limits: Limits): ShownText => {
  const given = params.text(field) ?? "";
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(given))
    throw badRequest("strings must be encoded in UTF-8");
  const mode = params.text("parse_mode") ?? "";
  const text = mode === "" ? given : parseMarkup(given, mode);
  if (!limits.mayBeEmpty && text.trim() === "") throw badRequest("message text is empty");
  if (text.length > limits.longest) throw badRequest(limits.tooLong);
  // With a parse mode the real server ignores the entities that were given.
  const entities = mode === "" ? readEntities(params.value(entityField), text) : [];
  return { text, entities };
};
