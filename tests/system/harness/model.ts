import { expect } from "vitest";
import { control } from "../../fakes/control/client.ts";
import type { Rule } from "../../fakes/model/script.ts";
import { fakeDoor } from "./fakes.ts";

const ask = (action: string, input: object = {}): Promise<unknown> =>
  control(fakeDoor("model"), action, input);

/** Sets what the fake model says from now on. */
export const scriptModel = (rules: readonly Rule[]) => ask("script", { rules });

/** Makes the model's next answers fail. */
export const failModel = (fault: object, times = 1) => ask("fail", { fault, times });

/** The agent sent nothing that a provider would refuse since it was last asked, and nothing that the script lacks. */
export const expectNoModelViolations = async (): Promise<void> => {
  expect(await ask("forgive-violations")).toEqual([]);
};
