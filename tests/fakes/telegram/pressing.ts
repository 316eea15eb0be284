import { introduce, type Speaker } from "./people.ts";
import type { World } from "./world.ts";

/** What a person presses: a button of a message, by its data or by its label. */
export interface Press {
  readonly from: Speaker;
  readonly chat: number;
  readonly message: number;
  readonly data?: string;
  readonly label?: string;
}

/** A person presses a button that the bot showed. A button that is not there is the test's mistake. */
export const press = (world: World, { from, chat, message: id, data, label }: Press): { query: string } => {
  const user = introduce(world, from);
  const message = world.message(chat, id)?.message;
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((each) =>
    data === undefined ? each.text === label : each.callback_data === data,
  );
  if (message === undefined || button?.callback_data === undefined)
    throw new Error(`message ${id} of chat ${chat} has no such button; it has ${JSON.stringify(buttons)}`);
  const query = {
    id: world.nextQueryId(),
    from: user,
    message,
    chat_instance: String(chat),
    data: button.callback_data,
  };
  world.queries.set(query.id, query);
  world.transcript.add({
    kind: "pressed",
    chat,
    from: user.id,
    message: id,
    data: query.data,
    query: query.id,
  });
  world.updates.push("callback_query", (update_id) => ({ update_id, callback_query: query }));
  return { query: query.id };
};

/** A person presses Stop at the draft in their private chat. A draft without that button is the test's mistake. */
export const stopDraft = (world: World, id: number): { draft: number } => {
  const chat = world.chats.get(id);
  const draft = world.drafts.of(id);
  if (chat === undefined || draft === undefined || !draft.canStop)
    throw new Error(`chat ${id} shows no draft that can be stopped`);
  if (!draft.keepOnStop) world.drafts.end(id);
  world.transcript.add({ kind: "stopped-draft", chat: id, draft: draft.id });
  world.updates.push("stopped_message_generation", (update_id) => ({
    update_id,
    stopped_message_generation: { chat, draft_id: draft.id },
  }));
  return { draft: draft.id };
};
