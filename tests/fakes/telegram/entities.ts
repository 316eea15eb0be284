import { isObject } from "../control/input.ts";
import type { Entity } from "./objects.ts";
import { badRequest } from "./refused.ts";

// https://core.telegram.org/bots/api#messageentity
const KNOWN_TYPES = new Set(
  (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler " +
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time"
  ).split(" "),
);

/** Checks the entities of a message against its text; wording after TDLib's `fix_entities`. */
export const readEntities = (value: unknown, text: string): Entity[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest("can't parse entities: expected an Array");
  const entities = value.map(readEntity);
  for (const entity of entities) checkBounds(entity, text);
  checkNesting(entities);
  return entities;
};

const readEntity = (value: unknown): Entity => {
  if (!isObject(value)) throw badRequest("can't parse MessageEntity: expected an Object");
  const { type, offset, length, url, language } = value;
  if (typeof type !== "string" || !KNOWN_TYPES.has(type))
    throw badRequest(`can't parse MessageEntity: Unsupported type specified: ${String(type)}`);
  if (typeof offset !== "number" || !Number.isInteger(offset) || offset < 0)
    throw badRequest("receive an entity with incorrect offset");
  if (typeof length !== "number" || !Number.isInteger(length) || length < 1)
    throw badRequest("receive an entity with incorrect length");
  if (type === "text_link" && (typeof url !== "string" || url === ""))
    throw badRequest("can't parse MessageEntity: Can't find field \"url\"");
  return {
    type,
    offset,
    length,
    ...(typeof url === "string" ? { url } : {}),
    ...(typeof language === "string" ? { language } : {}),
  };
};

const checkBounds = ({ offset, length }: Entity, text: string): void => {
  const end = offset + length;
  if (end > text.length)
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    );
  for (const [edge, word] of [
    [offset, "begins"],
    [end, "ends"],
  ] as const) {
    if (splitsSymbol(text, edge))
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ${word} in a middle of a UTF-16 symbol`);
  }
};

const splitsSymbol = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
};

// The real server silently repairs entities that overlap in part; what it makes of them is not what was meant,
// so the fake refuses them.
const checkNesting = (entities: readonly Entity[]): void => {
  for (const a of entities) {
    for (const b of entities) {
      const bStartsInside = b.offset > a.offset && b.offset < a.offset + a.length;
      if (bStartsInside && b.offset + b.length > a.offset + a.length)
        throw badRequest(
          `entities at UTF-16 offsets ${a.offset} and ${b.offset} overlap without being nested`,
        );
    }
  }
};
