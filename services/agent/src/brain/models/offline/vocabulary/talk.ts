import { helpText } from "../../../greeting.ts";

/** What is said to what was not understood. */
export function notUnderstood(words: string): string {
  const what = words === "" ? "that" : `“${words}”`;
  return `I did not understand ${what}, so I did nothing. I am voxnix's built-in model and know the everyday requests only: say “help” for examples.`;
}

/** Talk that is no wish, with the answer to it. */
export const talk: readonly { when: RegExp; answer: string }[] = [
  {
    when: /^(?:hi|hello|hey|hallo|hey there|hi there|hello there|moin|good (?:morning|evening|afternoon|day)|greetings|yo)(?: voxnix)?$/i,
    answer: "Hello! Tell me what you need, for example “make me a dev box with git and fish”, or say “help”.",
  },
  {
    when: /^(?:many )?(?:thanks|thank you|thx|ty|cheers|great|perfect|nice|cool|awesome|well done|good job|wonderful|excellent|great work)(?:[ ,!]+(?:thanks|thank you|a lot|so much|very much|voxnix|job|work))*$/i,
    answer: "You are welcome.",
  },
  {
    when: /^(?:bye|goodbye|good night|see you|see you later|ciao|cu)$/i,
    answer: "Bye! Your containers stay as they are.",
  },
  {
    when: /^(?:who are you|what are you|are you (?:an? )?(?:ai|llm|bot|robot|human|language model|gpt|chatgpt).*|what model are you|which model are you|what is voxnix)$/i,
    answer:
      "I am voxnix's built-in model, not a language model: I know the everyday requests for containers, and nothing else. Say “help” for what I can do.",
  },
  {
    when: /^(?:help|help me|start|what can you do|what can i do|what can i say|what do you do|how does this work|how do i use (?:this|you)|commands|examples|usage|options|\?+|what now)$/i,
    answer: helpText,
  },
];
