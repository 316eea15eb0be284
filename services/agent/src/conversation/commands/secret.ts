import { errorText } from "../../executor/index.ts";
import { type Answer, declined } from "../answer.ts";
import { audit } from "../audit.ts";
import { isPrivate } from "../secrets.ts";
import type { Command, CommandCall } from "./command.ts";

const nameRule = /^[a-z][a-z0-9-]{0,31}$/;

export const secret: Command = {
  name: "secret",
  description: "Keys and passwords for containers: list, set, remove",
  // A value on the same line is nobody's business.
  kept(rest) {
    const words = rest.split(/\s+/);
    return words.slice(0, words[0] === "remove" ? 2 : 1).join(" ");
  },
  run(call) {
    const { turn, rest, desk } = call;
    const [first = "", second = ""] = rest.split(/\s+/);
    if (first === "") return listed(call);
    if (first === "remove" && second !== "") return removed(call, second);
    if (!nameRule.test(first))
      return declined(
        `\`${first.slice(0, 40)}\` is no name for a secret: it takes a small letter, then up to 31 of a-z 0-9 -. For example: /secret tailscale-key`,
      );
    if (!isPrivate(turn))
      return declined("Not here, where others read along. Please tell me in a chat of our own.");
    // What was sent along is in the chat already, but it need not be in more places.
    desk.secrets.await(turn, first);
    const warning = second === "" ? "" : " (Not on the same line: what you sent there I have ignored.)";
    return {
      text: `🔑 Send me the value of \`${first}\` as your next message.${warning} It goes straight to your host: I do not keep it, and no model sees it. /cancel if you have changed your mind.`,
    };
  },
};

async function listed({ turn, desk }: CommandCall): Promise<Answer> {
  try {
    const secrets = await desk.executor.secrets(turn.owner);
    const lines = secrets.map(
      ({ name, usedBy }) => `- \`${name}\`${usedBy.length > 0 ? `, used by ${usedBy.join(", ")}` : ""}`,
    );
    const known = lines.length === 0 ? "You have no secrets." : `Your secrets:\n${lines.join("\n")}`;
    return { text: `${known}\n\n/secret NAME sets one, /secret remove NAME forgets one.` };
  } catch (error) {
    return declined(errorText(error));
  }
}

async function removed({ turn, desk }: CommandCall, name: string): Promise<Answer> {
  try {
    await desk.executor.removeSecret(turn.owner, name);
  } catch (error) {
    return declined(errorText(error));
  }
  audit(desk, { ...turn, turn: turn.id, event: "secret-removed", subject: name });
  return { text: `\`${name}\` is forgotten.` };
}
