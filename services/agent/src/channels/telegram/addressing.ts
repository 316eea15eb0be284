import { OwnerId } from "@voxnix/protocol";
import type { Saying } from "../../conversation/index.ts";
import type { Pressed, Said } from "./incoming.ts";

/** What was said, as the conversation takes it. */
export function sayingOf(incoming: Said, text: string): Saying {
  const origin = originOf(incoming);
  return {
    chat: chatOf(incoming),
    owner: ownerOf(incoming),
    text,
    group: incoming.group,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The conversation's name of the chat. */
export function chatOf({ chat }: Said | Pressed): string {
  return `telegram:${chat}`;
}

/** The message to answer to: only in a group does an answer have to show whom it is for. */
export function originOf({ group, message }: Said | Pressed): string | undefined {
  return group ? String(message) : undefined;
}

/** Whose containers it is about: the sender's, whatever the chat. */
export function ownerOf({ sender }: Said | Pressed): OwnerId {
  return OwnerId.parse(`telegram:${sender}`);
}
