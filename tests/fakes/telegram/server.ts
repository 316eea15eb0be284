import { type Doors, serve } from "../control/server.ts";
import { answerApi } from "./api.ts";
import { controlActions } from "./control.ts";
import { unixNow, World } from "./world.ts";

/** A running fake Bot API server. */
export interface FakeTelegram {
  readonly world: World;
  readonly port: number;
  readonly token: string;
  /** What a bot takes as its API root, e.g. `http://127.0.0.1:8081`. */
  readonly apiRoot: string;
  readonly close: () => Promise<void>;
}

/** A token of the shape that the real BotFather gives out. */
export const TEST_TOKEN = "4242424242:AAFakeFakeFakeFakeFakeFakeFakeFake00";

/**
 * Starts the fake; it answers the Bot API and, under `/control/`, the test.
 * Update ids only ever grow, also from one run to the next: the first is taken from the clock.
 */
export const startFakeTelegram = async (doors: Doors, firstUpdate = unixNow()): Promise<FakeTelegram> => {
  const world = new World(TEST_TOKEN, "voxnix_test_bot", firstUpdate);
  const { port, close } = await serve(doors, controlActions(world), (request, response) =>
    answerApi(world, request, response),
  );
  return {
    world,
    port,
    token: TEST_TOKEN,
    apiRoot: `http://127.0.0.1:${port}`,
    close: async () => {
      world.faults.clear();
      world.webhook.remove();
      await close();
    },
  };
};
