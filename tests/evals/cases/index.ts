import type { EvalCase } from "../case.ts";
import { changes } from "./changes.ts";
import { creations } from "./create.ts";
import { questions } from "./questions.ts";
import { ambiguous, followUps, hostile, languages, several, typos } from "./talk.ts";

/** All cases, by category. */
export const cases: Readonly<Record<string, readonly EvalCase[]>> = {
  create: creations,
  change: changes,
  look: questions,
  several,
  "follow-up": followUps,
  typos,
  languages,
  ambiguous,
  hostile,
};
