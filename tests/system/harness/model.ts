import { expect } from "vitest";
import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import type { Rule } from "../../fakes/model/script.ts";
import { fakeDoor } from "./fakes.ts";

const ask = (action: string, input: object = {}): Promise<unknown> =>
  control(fakeDoor("model"), action, input);

/** Sets what the fake model says from now on. */
export const scriptModel = (rules: readonly Rule[]) => ask("script", { rules });

/** Makes the next answers fail; those of one model, if it is named. */
export const failModel = (fault: object, times = 1, model?: string) =>
  ask("fail", { fault, times, ...(model === undefined ? {} : { model }) });

/** Lets go of the answers that a failure holds. */
export const releaseModel = () => ask("release");

/** How many answers are held now. */
export const heldAnswers = async (): Promise<number> =>
  z.object({ holding: z.int() }).parse(await ask("status")).holding;

/** How many requests to the model mention a text, since the fake was started. */
export const mentionsAtModel = async (text: string): Promise<number> =>
  z.int().parse(await ask("mentions", { text }));

/** The agent sent nothing that a provider would refuse since it was last asked, and nothing that the script lacks. */
export const expectNoModelViolations = async (): Promise<void> => {
  expect(await ask("forgive-violations")).toEqual([]);
};
