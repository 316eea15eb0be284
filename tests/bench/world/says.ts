import { openTerminal, type Terminal, type Turn } from "../../system/harness/terminal.ts";

/** A person at a terminal, and how long they wait for answers. */
export interface Sayer {
  readonly owner: string;
  /** Says it; resolves when the reply is there. @throws when the reply is not what was to come */
  readonly says: (text: string, expected: RegExp) => Promise<Answered>;
  /** Says it, and then measures from the press of the button that confirms it. */
  readonly confirms: (text: string, expected: RegExp) => Promise<Answered>;
  readonly close: () => void;
}

/** A turn that was answered, and the milliseconds from the message, or the press, to the reply. */
export interface Answered {
  readonly turn: Turn;
  readonly ms: number;
}

/** A new person in each run: nothing said before has a say. */
export async function newSayer(): Promise<Sayer> {
  people += 1;
  return sayer(await openTerminal(`bench-${process.pid}-${people}`));
}

let people = 0;

function sayer(terminal: Terminal): Sayer {
  const answered = async (ask: () => Promise<Turn>, expected: RegExp): Promise<Answered> => {
    const begun = performance.now();
    const turn = await ask();
    const ms = performance.now() - begun;
    if (!turn.ok || !expected.test(turn.reply)) throw new Error(`The answer was: ${turn.reply}`);
    return { turn, ms };
  };
  return {
    owner: terminal.owner,
    says: (text, expected) => answered(() => terminal.say(text), expected),
    confirms: async (text, expected) => {
      const asked = await terminal.say(text);
      const yes = asked.buttons.find(({ id }) => id.startsWith("approve:"));
      if (yes === undefined) throw new Error(`Nothing was asked: ${asked.reply}`);
      return answered(() => terminal.press(yes.id), expected);
    },
    close: terminal.close,
  };
}
