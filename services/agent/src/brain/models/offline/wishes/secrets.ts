import { act, call, say } from "../plan.ts";
import { type Entry, reader } from "./phrasebook.ts";

const slug = (words: string) =>
  words
    .toLowerCase()
    .replace(/["'`]/g, "")
    .replace(/^(?:the|my|a|an) /, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

const table: readonly Entry[] = [
  {
    phrases: [
      "[show|show me|list|list me|what are|see|which are] [the|my|all|all my] secrets",
      "(which|what) secrets (have i given you|have i set|did i give you|do i have|are there|have i|do you have|do you know|exist|are set)",
      "(do i have|are there) [any] secrets",
    ],
    plan: () => act([call("list_secrets")]),
  },
  {
    phrases: [
      "(set|save|store|add|new|create|change|update|replace|take|make|enter|give you|have) [a|the|my|another] [new] secret (called|named|for|name) {words}",
      "(set|save|store|add|new|create|change|update|replace|take|make|enter) [the|my|a] [new] secret {word}",
      "(set|save|store|add|change|update|replace|enter) [the|my|a] {words} (secret|as a secret)",
      "(i have|here is|i've got|i got|take|store|save) (a|an|the|my) [new] {words} (key|auth key|token|password) for you",
      "(give|hand|tell) you (a|an|the|my) [new] {words} (key|auth key|token|password)",
      "(set|save|store|enter|change|update) (my|the|a) {words} (key|auth key|token|password)",
    ],
    plan: ({ words, word }) => {
      const name = slug(words ?? word ?? "");
      return name === "" || name === "secret" ? undefined : act([call("request_secret", { name })]);
    },
  },
  {
    phrases: [
      "(delete|remove|forget|drop|erase) [the|my] secret [called|named] {word}",
      "(delete|remove|forget|drop|erase) [the|my] {word} secret",
    ],
    plan: ({ word = "" }) => act([call("remove_secret", { name: word.toLowerCase() })]),
  },
  {
    phrases: [
      "(what is|what's|show|show me|tell me|print|reveal|read) [the|my] [value of] [the] secret {word}",
      "(what is|what's|show|show me|tell me|print|reveal|read) [the] value of {words}",
      "(what is|what's|show me|tell me) my {words} (key|token|password)",
    ],
    plan: () => say("Nobody can read a secret's value back, I neither. “list my secrets” shows their names."),
  },
];

const reads = reader(table);

// Shapes of keys that are easily pasted by mistake.
const pasted =
  /\b(?:tskey-[a-z]+-\S{6,}|sk-[A-Za-z0-9_-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|AKIA[A-Z0-9]{16}|pylf_v\d_\S{12,}|xox[bp]-\S{10,})|-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Secrets, by their names; their values go another way. */
export const readSecrets: typeof reads = (clause, scene) => {
  if (
    pasted.test(clause) ||
    /\bmy (?:\w+ )?(?:password|passphrase|token|api key|auth key) is \S+/i.test(clause)
  ) {
    return say(
      "That looks like a secret, so I did nothing with it: it is in this chat now, and you may want to change it. To hand one over safely say for example “/secret tailscale-key”; your next message is then its value, and is kept out of the conversation.",
    );
  }
  return reads(clause, scene);
};
