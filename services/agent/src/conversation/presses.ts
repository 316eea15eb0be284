import type { OwnerId } from "@voxnix/protocol";
import type { Approval, Store, Turn } from "../store/index.ts";
import type { Approvals } from "./approvals.ts";
import { audit } from "./audit.ts";

/** A button that somebody pressed. */
export interface Press {
  chat: string;
  owner: OwnerId;
  /** The button's id. */
  button: string;
  /** The channel's own mark of the message, for answering it. */
  origin?: string;
  /** Whether others read along in that chat. */
  group?: boolean;
}

/** What came of a press. */
export interface Pressed {
  /** For the one who pressed: plain text, at most 200 characters. */
  toast: string;
  /** The turn that does what was asked for. Absent if nothing comes of it. */
  turn?: Turn;
}

export interface PressParts {
  store: Store;
  approvals: Approvals;
  log: Parameters<typeof audit>[0]["log"];
  /** The calls of an approval that is given now are to run. Undefined if its time was over just now. */
  perform(approval: Approval, by: Press, text: string): Turn | undefined;
  /** The press stands for these words. */
  say(press: Press, text: string): Turn | undefined;
  /** A no, to be answered. */
  refuse(approval: Approval, by: Press, text: string): Turn;
}

/** Answers a press, within the caller's transaction. */
export function takePress(parts: PressParts, press: Press): Pressed {
  const { store } = parts;
  const [action = "", subject = ""] = split(press.button);
  if (action === "approve" || action === "refuse") return decide(parts, press, action, subject);
  const message = store.outbox.withButton(press.chat, press.button);
  if (message === undefined) return { toast: "That is too old. Please ask me again." };
  if (message.owner !== null && message.owner !== press.owner) return { toast: "That is for somebody else." };
  if (message.settled !== null) return { toast: "That is settled already." };
  const words = spokenBy(action, subject);
  if (words === undefined) return { toast: "I do not know that button." };
  const turn = parts.say(press, words.text);
  if (turn === undefined) return { toast: "Too much is waiting already. Please give me a moment." };
  if (words.once !== undefined) {
    const label = message.buttons.flat().find(({ id }) => id === press.button)?.label ?? "";
    store.outbox.settle(message.number, `${message.text}\n\n${words.once} ${label}`);
  }
  return { toast: words.toast, turn };
}

function decide(parts: PressParts, press: Press, action: "approve" | "refuse", id: string): Pressed {
  const { store, approvals } = parts;
  const approval = store.approvals.get(id);
  if (approval === undefined) return { toast: "I do not know that question any more." };
  // Bound to who asked and where: what a group sees, one person decides.
  if (approval.owner !== press.owner || approval.chat !== press.chat) {
    audit(parts, {
      owner: press.owner,
      chat: press.chat,
      event: "turned-away",
      subject: id,
      detail: { action },
    });
    return { toast: "Only the one who asked for it can decide this." };
  }
  if (approval.state !== "open") return { toast: decided[approval.state] };
  if (approval.expires_ms <= store.now()) {
    approvals.watch();
    return { toast: decided.expired };
  }
  const label = labelOf(store, press);
  if (action === "approve") {
    const turn = parts.perform(approval, press, label ? `Yes: ${label}` : "Yes");
    return turn === undefined ? { toast: decided.expired } : { toast: "Yes.", turn };
  }
  return { toast: "Left as it is.", turn: parts.refuse(approval, press, label ? `No: ${label}` : "No") };
}

/** What one is told who answers a question that is answered. */
export const decided = {
  approved: "You have said yes to this already.",
  refused: "You have said no to this already.",
  expired: "That was too long ago: nothing was done. Please ask again.",
  superseded: "I have asked this again further down.",
};

// Most buttons are words that the person need not type.
function spokenBy(
  action: string,
  subject: string,
): { text: string; toast: string; once?: string } | undefined {
  switch (action) {
    case "logs":
      return { text: `/logs ${subject}`, toast: "Looking at the logs." };
    case "status":
      return { text: "/status", toast: "Looking." };
    case "start":
      return { text: `start ${subject}`, toast: "Starting it.", once: "▶️" };
    case "cancel":
      return { text: `/cancel ${subject}`, toast: "Cancelling.", once: "✖️" };
    case "model":
      return { text: `/model ${subject}`, toast: "Switching.", once: "✔️" };
    case "admit":
      return { text: `/people add ${subject}`, toast: "Letting them in.", once: "✔️" };
    case "expel":
      return { text: `/people remove ${subject}`, toast: "One question first." };
    default:
      return undefined;
  }
}

function split(button: string): [string, string] {
  const at = button.indexOf(":");
  return at < 0 ? [button, ""] : [button.slice(0, at), button.slice(at + 1)];
}

function labelOf(store: Store, { chat, button }: Press): string | undefined {
  const message = store.outbox.withButton(chat, button);
  return message?.buttons.flat().find(({ id }) => id === button)?.label;
}
