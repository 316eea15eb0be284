import type { Tiktoken } from "js-tiktoken";
import { z } from "zod";
import type { Rule } from "../../fakes/model/script.ts";
import { finish, succeed } from "../../system/harness/operation.ts";
import { countRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { withExecutorSettings } from "../world/executor-settings.ts";
import { largeLibrary, removeLibrary } from "../world/library.ts";
import { type ModelRequest, modelStatus, requestsAfter, scriptModel } from "../world/model.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

const wishes = {
  create: {
    text: "create a dev container with git and fish",
    tool: "create_container",
    arguments: { name: "dev", modules: [{ name: "git" }, { name: "fish" }] },
  },
  stop: { text: "stop dev", tool: "stop_container", arguments: { name: "dev" } },
  // What there is stands in every request: there is nothing to call for it.
  list: { text: "what is running?" },
} as const;
type Wish = keyof typeof wishes;
const names = ["create", "stop", "list"] as const satisfies readonly Wish[];

const containers = 10;
const modules = 30;

/** What a simple wish costs at the model, with ten containers and thirty modules. */
export const tokens: Section = {
  title: "tokens of simple wishes",
  rows: [
    ...names.flatMap((wish) => [`tokens.${wish}.calls`, `tokens.${wish}.input`]),
    "tokens.shared-prefix",
  ],
  run: async (bench) => {
    const library = await largeLibrary(modules);
    await scriptModel(names.flatMap((name) => rulesOf(name)));
    await withExecutorSettings({ VOXNIX_LIBRARY: library }, async () => {
      await bench.world.useFakeModel();
      await measure(bench);
    });
    await removeLibrary();
    await bench.world.useOfflineModel();
  },
};

function rulesOf(name: Wish): Rule[] {
  const wish = wishes[name];
  if (!("tool" in wish)) return [{ user: wish.text, reply: { text: "Done." } }];
  const call = { tool: wish.tool, arguments: wish.arguments };
  return [
    { user: wish.text, reply: { calls: [call] } },
    { user: wish.text, result: "", reply: { text: "Done." } },
  ];
}

async function measure(bench: Bench): Promise<void> {
  const { tenant } = bench.world;
  const sayer = await newSayer();
  const { owner } = sayer;
  const choice = [
    { name: "git", settings: {} },
    { name: "fish", settings: {} },
  ];
  const boxes = Array.from({ length: containers - 1 }, newName);
  for (let at = 0; at < boxes.length; at += 3)
    await Promise.all(
      boxes
        .slice(at, at + 3)
        .map((name) => succeed(tenant.containers.Create({ owner, spec: { name, modules: choice } }))),
    );
  const { getEncoding } = await import("js-tiktoken");
  const encoding = getEncoding("o200k_base");
  const all: ModelRequest[] = [];
  for (const wish of names) {
    const before = (await modelStatus()).requests;
    await sayer.says(wishes[wish].text, /./);
    const requests = await requestsAfter(before);
    all.push(...requests);
    const counts = requests.map((request) => tokensOf(request, encoding));
    bench.report(
      countRow(`tokens.${wish}.calls`, requests.length),
      countRow(`tokens.${wish}.input`, Math.max(...counts), "tokens"),
    );
  }
  bench.report(countRow("tokens.shared-prefix", samePrefix(all, encoding), "tokens"));
  for (const name of [...boxes, "dev"]) await finish(tenant.containers.Destroy({ owner, name }));
  sayer.close();
}

const Sent = z.object({
  messages: z.array(
    z.object({ role: z.string(), content: z.string().nullish(), tool_calls: z.unknown().optional() }),
  ),
  tools: z.array(z.unknown()),
});

// Tools first, then what was said, as providers put them together.
const partsOf = (request: ModelRequest): string[] => {
  const { tools, messages } = Sent.parse(request);
  const said = messages.map(
    ({ role, content, tool_calls: calls }) =>
      `${role}${content ?? ""}${calls === undefined ? "" : JSON.stringify(calls)}`,
  );
  return [...tools.map((tool) => JSON.stringify(tool)), ...said];
};

/** What a provider counts, nearly: by the tokens of GPT-4o and later, and three for the frame of each message. */
function tokensOf(request: ModelRequest, encoding: Tiktoken): number {
  const frames = 3 * (Sent.parse(request).messages.length + 1);
  return partsOf(request).reduce((sum, part) => sum + encoding.encode(part).length, frames);
}

/** So many tokens at the begin of all of these requests are the same: a provider can keep them. */
function samePrefix(requests: readonly ModelRequest[], encoding: Tiktoken): number {
  const [first = "", ...others] = requests.map((request) => partsOf(request).join("\n"));
  let same = first.length;
  for (const other of others) {
    let at = 0;
    while (at < same && first[at] === other[at]) at += 1;
    same = at;
  }
  return encoding.encode(first.slice(0, same)).length;
}
