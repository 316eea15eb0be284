import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import type { Rule } from "../../fakes/model/script.ts";
import { fakeDoor } from "../../system/harness/fakes.ts";

const ask = (action: string, input: object = {}) => control(fakeDoor("model"), action, input);
const Status = z.object({ requests: z.int(), holding: z.int() });

/** What was sent to a model provider. */
export type ModelRequest = Record<string, unknown>;

/** Sets what the fake model says from now on. */
export const scriptModel = (rules: readonly Rule[]): Promise<unknown> => ask("script", { rules });

/** Holds the next so many answers until they are let go. */
export const holdAnswers = (times: number): Promise<unknown> =>
  ask("fail", { fault: { kind: "hold" }, times });

export const letGo = async (): Promise<void> => {
  await ask("release");
  await ask("clear-faults");
};

export const modelStatus = async (): Promise<z.infer<typeof Status>> => Status.parse(await ask("status"));

/** The requests since there were so many. */
export const requestsAfter = async (count: number): Promise<ModelRequest[]> =>
  z.array(z.record(z.string(), z.unknown())).parse(await ask("requests", { after: count }));
