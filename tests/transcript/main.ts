// npm run transcript -- [--out docs/conversation.md]
// Has one conversation with a voxnix in the sandbox, through the fake Telegram, and writes down what happened.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { progressOn, reportFailure, silent, up } from "@voxnix/sandbox";
import { control } from "../fakes/control/client.ts";
import { TEST_TOKEN } from "../fakes/telegram/server.ts";
import { fakeAddress, fakeDoor, startFakes, stopFakes } from "../system/harness/fakes.ts";
import { until } from "../system/harness/until.ts";
import { type Chapter, page } from "./page.ts";
import { type Entry, Phone } from "./phone.ts";

const { values } = parseArgs({ options: { out: { type: "string", default: "docs/conversation.md" } } });
// A new person each time: the agent remembers the old one.
const ada = 7_600_000_000 + (Math.floor(Date.now() / 1000) % 100_000_000);
const otherModel = "openai:scripted";

try {
  await up({ progress: progressOn(process.stderr) });
} catch (error) {
  process.exit(reportFailure(error));
}
await startFakes();
await up({
  agentEnv: {
    TELEGRAM_BOT_TOKEN: TEST_TOKEN,
    TELEGRAM_API_ROOT: fakeAddress("telegram"),
    TELEGRAM_ALLOWED_USERS: String(ada),
    VOXNIX_MODELS: `offline,${otherModel}`,
    LLM_BASE_URL: `${fakeAddress("model")}/v1`,
    OPENAI_API_KEY: "not-a-real-key",
  },
  agent: "appliance",
  progress: silent,
});
await until("the bot polls", async () => {
  const status = await control(fakeDoor("telegram"), "status");
  return typeof status === "object" && status !== null && "polling" in status && status.polling === true;
});
await control(fakeDoor("model"), "script", {
  rules: [
    { user: "Suggest something", reply: { calls: [{ tool: "show_container", arguments: { name: "dev" } }] } },
    {
      user: "Suggest something",
      result: "dev",
      reply: {
        text: "A notes repository: `git init` in the **workspace**, one file a day, **ripgrep** to find them again. It is five minutes of work, and the workspace keeps it when the box goes.",
      },
    },
  ],
});

const phone = new Phone(ada);
const chapters: Chapter[] = [];
let told = 0;

/** One chapter: what Ada does in it, and all that happened meanwhile. */
async function chapter(title: string, about: string, act: () => Promise<void>): Promise<void> {
  console.log(title);
  await act();
  await phone.settled();
  const all: Entry[] = await phone.transcript();
  chapters.push({ title, about, entries: all.filter(({ n }) => n > told) });
  told = all.at(-1)?.n ?? told;
}

await chapter(
  "A box, in one message",
  "The progress is one message. The answer states what is true when systemd was asked again.",
  () => phone.says("make me a dev box with git, fish, a workspace and ripgrep", /^dev is running/),
);
await chapter(
  "What changes something asks first",
  "A command that only looks runs at once. One that writes is asked about, with exactly what will happen where; the buttons vanish once it is decided.",
  async () => {
    await phone.says("run git --version in dev", /succeeded/);
    await phone.says("run sh -c 'echo remember me > /workspace/note' in dev", /\?/);
    await phone.presses(/^(?!no|keep|leave|don)/i, /succeeded/);
  },
);
await chapter(
  "A change in place, and back",
  "Adding a package switches the running system: nothing restarts. Going back asks, and says what will be different.",
  async () => {
    await phone.says("add htop to dev", /^dev is running.*htop/);
    await phone.says("what changed in dev today?", /^What dev has been/);
    await phone.says("undo that", /^Roll dev back/);
    await phone.presses(/^(?!no|keep|leave|don)/i, /Rolled back: drops/);
  },
);
await chapter(
  "What is wrong with it?",
  "Something inside is broken on purpose. voxnix looks by itself: at the units inside, at the last lines of the log, at the host.",
  async () => {
    await phone.says(
      "run systemd-run --unit=backup sh -c 'echo the disk is not there >&2; exit 3' in dev",
      /\?/,
    );
    await phone.presses(/^(?!no|keep|leave|don)/i, /succeeded|failed/);
    await phone.says("why is dev broken?", /backup/);
  },
);
await chapter(
  "Another model",
  `What the built-in model does not understand, a language model may. Here the other one is the tests' scripted stand-in for an OpenAI-compatible server, so the words are not its own; that it is asked, gets the tools and calls one is real.`,
  async () => {
    await phone.says("Suggest something small to build in it.", /did not understand/);
    await phone.says("/model", /Models/);
    await phone.presses(/scripted/, /scripted/);
    await phone.says("Suggest something small to build in it.", /notes repository/);
    await phone.says("/usage", /token/i);
    await phone.says("/model offline", /offline/);
  },
);
await chapter(
  "Gone, and brought back",
  "Destroying asks. The files of the workspace go to the trash, and come back from there with the container as it was.",
  async () => {
    await phone.says("destroy dev", /\?/);
    await phone.presses(/^Destroy/, /^dev is gone/);
    await phone.says("bring back dev's workspace", /Its workspace is back/);
    await phone.says("run cat /workspace/note in dev", /remember me/);
  },
);
await phone.says("destroy dev", /\?/);
await phone.presses(/^Destroy/, /^dev is gone/);

await phone.settled();
writeFileSync(values.out, page(chapters, new Date().toISOString().slice(0, 10)));
await stopFakes();
await up({ agentEnv: {} });
console.log(`Written: ${values.out}`);
