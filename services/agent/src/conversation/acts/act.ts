import type { Turn } from "../../store/index.ts";
import type { Answer } from "../answer.ts";
import type { Desk } from "../desk.ts";

/** Something that the conversation itself does once a person has said yes to it. */
export type Act = (turn: Turn, args: Record<string, unknown>, desk: Desk) => Answer;
