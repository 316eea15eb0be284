import type { Readable } from "node:stream";
import type { Choices } from "./choices.ts";
import type { AgentConnection, Ending } from "./connection.ts";

export interface ReciteParts {
  connection: AgentConnection;
  choices: Choices;
  lines: Iterable<string> | AsyncIterable<string>;
  /** Says yes to whatever is asked. */
  yes: boolean;
  /** Takes a sentence for the person. */
  complain: (sentence: string) => void;
}

// One answer can lead to the next question; a conversation that asks for ever must end all the same.
const mostAnswers = 10;

/**
 * Says lines in order, each after the turn before has ended. Ctrl-C stops the turn under way, a second one leaves.
 * @returns 0 if every turn ended without an error, 1 if one did not or a question stays open, 130 after a Ctrl-C
 */
export async function recite({ connection, choices, lines, yes, complain }: ReciteParts): Promise<number> {
  let interrupts = 0;
  const left = Promise.withResolvers<"left">();
  const interrupt = () => {
    interrupts += 1;
    if (interrupts === 1) connection.send({ type: "stop" });
    else left.resolve("left");
  };
  process.on("SIGINT", interrupt);
  const go = async (turn: Promise<Ending>): Promise<boolean | undefined> => {
    const ended = await Promise.race([turn, left.promise]);
    return ended === "left" || interrupts > 0 ? undefined : ended.ok;
  };
  try {
    let allOk = true;
    for await (const line of lines) {
      const button = choices.pick(line);
      choices.clear();
      let ok = await go(button === undefined ? connection.say(line) : connection.press(button.id));
      for (let answers = 0; yes && choices.yes !== undefined && answers < mostAnswers; answers++) {
        const { id } = choices.yes;
        choices.clear();
        if (ok !== undefined) ok = await go(connection.press(id)).then((well) => well && ok);
      }
      if (ok === undefined) return 130;
      allOk &&= ok;
    }
    if (choices.yes === undefined) return allOk ? 0 : 1;
    complain(
      "Nothing is done about the last question yet: answer it with --say yes or --say no, or by --yes.",
    );
    return 1;
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** The lines of a pipe that say something. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  const { createInterface } = await import("node:readline");
  for await (const line of createInterface({ input })) if (line.trim() !== "") yield line;
}
