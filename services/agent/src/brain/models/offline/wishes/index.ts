import { act, call, type Plan, say } from "../plan.ts";
import { names, type Scene } from "../scene.ts";
import { isNo, isYes } from "../vocabulary/answers.ts";
import { readCancel } from "./cancel.ts";
import { readChange } from "./change.ts";
import { readCommand } from "./command.ts";
import { readCommandHints } from "./commands.ts";
import { readCreate } from "./create.ts";
import { readDiagnosis } from "./diagnose.ts";
import { readGuarded } from "./guards.ts";
import { readHistory } from "./history.ts";
import { readLibrary } from "./library.ts";
import { readLimits } from "./limits.ts";
import { readLogs } from "./logs.ts";
import { readLook } from "./look.ts";
import { readSecrets } from "./secrets.ts";
import { readSlipped } from "./slipped.ts";
import { readTalk } from "./talk.ts";
import { readUpdate } from "./update.ts";
import { readWorkspaces } from "./workspaces.ts";

// In this order: what is more special, or must not be mistaken for a change, comes first.
const readers: readonly ((clause: string, scene: Scene) => Plan | undefined)[] = [
  readTalk,
  readSecrets,
  readCommandHints,
  readLimits,
  readUpdate,
  readGuarded,
  readHistory,
  readDiagnosis,
  readWorkspaces,
  readCommand,
  readLogs,
  readCancel,
  readCreate,
  readLibrary,
  readChange,
  readLook,
];

/** The plan for one wish; undefined if it is not understood. */
export function readWish(clause: string, scene: Scene): Plan | undefined {
  return readPlain(clause, scene) ?? readSlipped(clause, (mended) => readPlain(mended, scene));
}

function readPlain(clause: string, scene: Scene): Plan | undefined {
  for (const read of readers) {
    const plan = read(clause, scene);
    if (plan) return plan;
  }
  return undefined;
}

/** What single words mean where nothing was asked: a name is a look at that container. */
export function readFragment(text: string, scene: Scene): Plan | undefined {
  if (isYes(text) || isNo(text) || /^(?:got it|i see|good)$/i.test(text)) {
    return say("Fine. I asked nothing and did nothing; tell me when you need something.");
  }
  const name = text.toLowerCase().replace(/[?!.]+$/, "");
  return names(scene).includes(name) ? act([call("show_container", { name })]) : undefined;
}
