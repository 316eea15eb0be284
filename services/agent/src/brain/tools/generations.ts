import { VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import { changesText, containerText, historyText, listText } from "../../executor/index.ts";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

export const containerHistory = defineTool({
  name: "container_history",
  description: "What changed and when, by generation.",
  readOnly: true,
  schema: z.object({ name: containerName }),
  run: async ({ name }, { executor, owner }) => ({
    ok: true,
    text: historyText(name, await executor.history(owner, name)),
  }),
});

const told = z.object({
  name: containerName,
  generation: z.number().int().min(1).optional(),
});

export const rollbackContainer = defineTool({
  name: "rollback_container",
  description: "Undoes an update: back to a generation, default the one before.",
  readOnly: false,
  told,
  schema: told.extend({ from_generation: z.number().int().optional() }),
  look: async ({ name, generation }, { executor, owner }) => {
    const [container, generations] = await Promise.all([
      executor.container(owner, name),
      executor.history(owner, name),
    ]);
    const wanted = generation ?? Math.max(0, ...generations.map(({ number }) => number).filter(before));
    function before(number: number) {
      return number < container.generation;
    }
    const goal = generations.find(({ number }) => number === wanted);
    if (goal === undefined) {
      const known = generations.map(({ number }) => String(number));
      const what = generation === undefined ? "no generation before this one" : `no generation ${generation}`;
      throw new VoxnixError("NOT_FOUND", `${name} has ${what} to go back to.`, { container: name, known });
    }
    const made = listText([...goal.modules.map((module) => module.name), ...goal.packages]);
    const undone = generations.find(({ current }) => current)?.changes;
    const last = undone && generation === undefined ? changesText(undone) : "";
    return {
      pinned: { generation: wanted, from_generation: container.generation },
      guard: {
        question: [
          `Roll **${name}** back from generation ${container.generation} to ${wanted} (${made || "the plain system"})?`,
          last && `The change that is undone: ${last}.`,
          `Now: ${containerText(container)} Files in its workspace stay as they are.`,
        ]
          .filter((part) => part)
          .join(" "),
        yes: `Roll ${name} back`,
        no: "Leave it as it is",
      },
    };
  },
  run: async ({ name, generation, from_generation }, { executor, owner, changes }) => {
    if (from_generation !== undefined) {
      const now = await executor.container(owner, name);
      if (now.generation !== from_generation) {
        throw new VoxnixError(
          "STALE_PREVIEW",
          `${name} runs generation ${now.generation} by now, not ${from_generation}. Look again.`,
          { container: name },
        );
      }
    }
    return changes.make({ kind: "ROLLBACK", name, ...(generation !== undefined && { generation }) });
  },
});
