import type { Changes, Container, ModuleChoiceInput } from "@voxnix/protocol";
import { z } from "zod";
import {
  changesText,
  containerText,
  inlineCode,
  type NamedSpec,
  type Outcome,
  outcomeText,
} from "../../executor/index.ts";
import type { Guard } from "../guard.ts";
import { changedChoice, moduleChange, packageNames } from "./choices.ts";
import { containerName } from "./names.ts";
import { defineTool, type ToolDesk } from "./tool.ts";

const told = z.object({
  name: containerName,
  add_modules: z.array(moduleChange).max(32).default([]).describe("To add, or with other settings"),
  remove_modules: z.array(z.string()).default([]),
  add_packages: packageNames.default([]),
  remove_packages: packageNames.default([]),
  autostart: z.boolean().optional(),
  preview_only: z.boolean().default(false),
});
const schema = told.extend({
  expected_image: z.string().optional(),
  expected_generation: z.number().int().optional(),
});
type Wish = z.infer<typeof schema>;

export const updateContainer = defineTool({
  name: "update_container",
  description: "Changes its modules, settings, packages.",
  readOnly: false,
  schema,
  told,
  look: async (wish, desk) => {
    if (wish.preview_only) return {};
    const { container, spec } = await wanted(wish, desk);
    const preview = await desk.changes.preview(spec);
    if (!preview.ok) throw preview.error;
    const pinned = { expected_image: preview.container.image, expected_generation: container.generation };
    return { pinned, guard: guardFor(container, wish, preview.changes) };
  },
  run: async (wish, desk) => {
    const { spec } = await wanted(wish, desk);
    if (wish.preview_only) return previewResult(await desk.changes.preview(spec));
    const { expected_image: expectedImage, expected_generation: expectedGeneration } = wish;
    return desk.changes.make({
      kind: "UPDATE",
      spec,
      ...(expectedImage !== undefined && { expectedImage }),
      ...(expectedGeneration !== undefined && { expectedGeneration }),
    });
  },
});

function previewResult(outcome: Outcome) {
  return { ok: outcome.ok, text: outcomeText(outcome) };
}

// What is added in place can be rolled back and stops nothing. Whatever is removed or restarted is asked for; so
// are other settings of what is there: they can let somebody else in, or have a service drop its data.
function guardFor(container: Container, wish: Wish, changes: Changes | null): Guard | undefined {
  if (changes === null || changes.none) return undefined;
  const removes =
    wish.remove_modules.length + wish.remove_packages.length + changes.modulesRemoved.length > 0;
  const restarts = changes.restart && container.state === "RUNNING";
  if (!removes && !restarts && changes.modulesChanged.length === 0) return undefined;
  const how = restarts ? "It will **restart**" : "It goes on running";
  const what = [changesText(changes) || "becomes another system", ...settingsTexts(wish, changes)].join("; ");
  return {
    question: `Change **${container.name}**? It ${what}. ${how}. Now: ${containerText(container)}`,
    yes: `Change ${container.name}`,
    no: "Leave it as it is",
  };
}

// A person is to see what becomes of a setting, not only that it is another one.
function settingsTexts({ add_modules }: Wish, { modulesChanged }: Changes): string[] {
  return add_modules
    .filter(({ name }) => modulesChanged.includes(name))
    .flatMap(({ name, settings = {} }) =>
      Object.entries(settings).map(
        ([key, value]) =>
          `sets ${inlineCode(`${name}.${key}`)} to ${value === null ? "its default" : inlineCode(JSON.stringify(value), 2_000)}`,
      ),
    );
}

async function wanted(wish: Wish, { executor, owner }: ToolDesk) {
  const container = await executor.container(owner, wish.name);
  return { container, spec: specAfter(container, wish) };
}

/** The whole spec that a wish for a difference leads to. */
export function specAfter(container: Container, wish: Wish): NamedSpec {
  const changed = wish.add_modules.map((change) =>
    changedChoice(
      container.modules.find(({ name }) => name === change.name),
      change,
    ),
  );
  const touched = new Set([...wish.remove_modules, ...wish.add_modules.map(({ name }) => name)]);
  const kept: ModuleChoiceInput[] = container.modules.filter(({ name }) => !touched.has(name));
  const packages = container.packages.filter((name) => !wish.remove_packages.includes(name));
  return {
    name: container.name,
    modules: [...kept, ...changed.filter(({ name = "" }) => !wish.remove_modules.includes(name))],
    packages: [...new Set([...packages, ...wish.add_packages])],
    ...(wish.autostart !== undefined && { autostart: wish.autostart }),
  };
}
