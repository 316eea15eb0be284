import { SandboxError, silent, up } from "@voxnix/sandbox";
import { afterAll, describe, expect, it } from "vitest";
import { TEST_TOKEN } from "../fakes/telegram/server.ts";
import { people, useOfflineModel } from "./harness/agent.ts";
import { inAppliance } from "./harness/appliance.ts";
import { failTelegram, person } from "./harness/telegram.ts";

const SECRET = "1234567890:AAsecretsecretsecretsecretsecret00";

const now = (): Promise<string> => inAppliance("date", "+%s.%N");

/** What the agent wrote to its journal since then. */
const journalSince = (since: string): Promise<string> =>
  inAppliance("journalctl", "--unit=voxnix-agent.service", "--output=cat", "--no-pager", `--since=@${since}`);

/** Back to settings that work, and no memory of failures. */
const recover = async (): Promise<void> => {
  await inAppliance("sh", "-c", "systemctl reset-failed voxnix-agent.service || true");
  await useOfflineModel();
};

describe("an agent with a wrong setting", () => {
  afterAll(recover);

  it.each([
    ["TELEGRAM_ALLOWED_USERS", { TELEGRAM_BOT_TOKEN: SECRET, TELEGRAM_ALLOWED_USERS: "ada" }, /numeric/],
    ["TELEGRAM_BOT_TOKEN", { TELEGRAM_BOT_TOKEN: "secret-but-no-token" }, /@BotFather/],
    ["LLM_MODEL", { LLM_MODEL: "cleverest" }, /offline/],
    ["OPENAI_API_KEY", { LLM_MODEL: "openai:gpt-5-mini" }, /Example/],
  ])(
    "%s does not start, and says which, with an example and without a secret",
    async (variable, agentEnv, rule) => {
      const since = await now();
      await expect(up({ agentEnv, agent: "appliance", progress: silent })).rejects.toThrow(SandboxError);
      const journal = await journalSince(since);
      expect(journal).toContain(variable);
      expect(journal).toMatch(rule);
      expect(journal).not.toMatch(/secret/);
      expect(journal).not.toMatch(/^\s+at .*\.ts:\d+/m);
    },
  );
});

describe("an agent whose token was revoked", () => {
  afterAll(recover);

  it("gives up with a clear message that does not show the token, and is not started over and over", async () => {
    await useOfflineModel();
    const since = await now();
    await failTelegram("getUpdates", { kind: "refuse", code: 401 });
    // Ends the poll that is waiting, so that the next one meets the refusal.
    await person(people.ada).say("hello");
    const properties = "--property=ActiveState,ExecMainStatus,NRestarts";
    const state = () => inAppliance("systemctl", "show", properties, "voxnix-agent.service");
    await expect.poll(state, { timeout: 60_000, interval: 200 }).toMatch(/ActiveState=failed/);
    expect(await state()).toContain("ExecMainStatus=78");
    const journal = await journalSince(since);
    expect(journal).toContain("TELEGRAM_BOT_TOKEN");
    expect(journal).not.toContain(TEST_TOKEN.split(":")[1]);
  });
});
