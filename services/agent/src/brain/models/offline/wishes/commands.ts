import { say } from "../plan.ts";
import { type Entry, reader } from "./phrasebook.ts";

// What commands are for: they need no model, and no model is to do them.
const hints: readonly { phrases: readonly string[]; command: string; what: string }[] = [
  {
    phrases: [
      "(switch|change) [the|your] model",
      "(switch|change) to [the|another|a] [other|different|better|smarter|cheaper|faster|bigger] model",
      "(use|try|take) [the|another|a] (other|different|better|smarter|cheaper|faster|bigger|real) model",
      "(which|what) models (are there|do you have|can i use|can you use)",
      "list [the] models",
      "(switch|change) to {word} model",
    ],
    command: "/model",
    what: "shows the models and switches this chat",
  },
  {
    phrases: [
      "(what did|how much did|how much have|what have|what has) (i|we|this|you) (spend|spent|cost|used|use) [so far|today|this month]",
      "how many tokens (did i use|have i used|were used) [today|this month|so far]",
      "[show|show me] [my|the] (usage|costs|token usage|bill)",
    ],
    command: "/usage",
    what: "shows tokens and cost",
  },
  {
    phrases: [
      "(let|allow|admit|invite|add) {words} (in|to the bot|to talk to you|to use you|as a member)",
      "who (can|may) (use|talk to|speak to) (you|this bot|the bot)",
      "(remove|kick|ban) {word} from the bot",
    ],
    command: "/people",
    what: "shows and changes who may speak with me",
  },
  {
    phrases: [
      "(start over|start again from scratch|new conversation|new chat|forget this conversation|clear the chat|reset the conversation|forget what i said)",
    ],
    command: "/new",
    what: "begins a new conversation; your containers stay",
  },
  {
    phrases: [
      "(forget|delete|erase) (everything|all) (about me|you know about me)",
      "(delete|erase|forget) [all] my data",
    ],
    command: "/forget",
    what: "deletes what I have stored of your conversations",
  },
  {
    phrases: ["(export|download|give me|send me) [all] my data"],
    command: "/export",
    what: "sends you what I have stored of your conversations",
  },
  {
    phrases: [
      "(be quiet|don't disturb me|do not disturb|quiet hours|no notifications) [at night|during the night]",
      "(mute|silence) [the] notifications",
    ],
    command: "/quiet",
    what: "sets the hours in which I send no news",
  },
];

const models = /^(?:gpt|claude|gemini|llama|mistral|qwen|deepseek|opus|sonnet|haiku)/i;
const chosen: Entry = {
  phrases: ["(use|switch to|change to|take|try) [model] {word} [for this|model|from now on]"],
  plan: ({ word = "" }) =>
    models.test(word) ? say(`That is a command: /model shows the models and switches this chat.`) : undefined,
};

const table: readonly Entry[] = hints.map(({ phrases, command, what }) => ({
  phrases,
  plan: () => say(`That is a command: ${command} ${what}.`),
}));

/** Wishes that commands are for. */
export const readCommandHints = reader([...table, chosen]);
