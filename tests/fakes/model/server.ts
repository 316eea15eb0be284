import { LLMock } from "@copilotkit/aimock";
import { Faults } from "../control/faults.ts";
import { optionalNumber, readFault, text } from "../control/input.ts";
import { type Action, type Doors, serve } from "../control/server.ts";
import { answerCompletion, type Ledger } from "./completions.ts";
import { asFixture, type Rule, readRules } from "./script.ts";

/** A running fake model provider. */
export interface FakeModel {
  readonly ledger: Ledger;
  readonly port: number;
  /** What an OpenAI client takes as its base URL. */
  readonly baseUrl: string;
  /** Replaces the script. */
  readonly script: (rules: readonly Rule[]) => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts the fake: aimock answers by the script, and in front of it stands a door that is as strict as the providers.
 * (aimock alone takes any history, also one that every provider refuses.)
 */
export const startFakeModel = async (doors: Doors): Promise<FakeModel> => {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", strict: true });
  await mock.start();
  const ledger: Ledger = { violations: [], requests: [], faults: new Faults() };
  const script = (rules: readonly Rule[]): void => {
    mock.clearFixtures();
    mock.addFixturesFromJSON(rules.map(asFixture));
  };
  const { port, close } = await serve(doors, controlActions(ledger, script), (request, response) =>
    answerCompletion(ledger, mock.port, request, response),
  );
  return {
    ledger,
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    script,
    close: async () => {
      ledger.faults.clear();
      await close();
      await mock.stop();
    },
  };
};

const controlActions = (ledger: Ledger, script: FakeModel["script"]): Readonly<Record<string, Action>> => ({
  script: (input) => script(readRules(input.rules)),
  requests: (input) => ledger.requests.slice(optionalNumber(input, "after") ?? 0),
  fail: (input) => {
    const method = input.model === undefined ? "chat" : text(input, "model");
    ledger.faults.plan(method, readFault(input.fault), optionalNumber(input, "times") ?? 1);
  },
  mentions: (input) => {
    const sought = text(input, "text");
    return ledger.requests.filter((request) => JSON.stringify(request).includes(sought)).length;
  },
  release: () => ledger.faults.release(),
  "clear-faults": () => ledger.faults.clear(),
  violations: () => ledger.violations,
  "forgive-violations": () => ledger.violations.splice(0),
  status: () => ({ requests: ledger.requests.length, holding: ledger.faults.holding }),
});
