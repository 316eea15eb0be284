import type { Container } from "@voxnix/protocol";
import { z } from "zod";
import { containerText } from "../../executor/index.ts";
import { containerName } from "./names.ts";
import { sameContainer } from "./same-container.ts";
import { defineTool } from "./tool.ts";

const told = z.object({ name: containerName });

export const destroyContainer = defineTool({
  name: "destroy_container",
  description: "Removes it.",
  readOnly: false,
  told,
  schema: told.extend({ created_ms: z.number().optional() }),
  look: async ({ name }, { executor, owner }) => {
    const container = await executor.container(owner, name);
    return { pinned: { created_ms: container.createdMs }, guard: guardFor(container) };
  },
  run: async ({ name, created_ms }, desk) => {
    await sameContainer(desk, name, created_ms);
    return desk.changes.make({ kind: "DESTROY", name });
  },
});

function guardFor(container: Container) {
  const { name, workspace } = container;
  const files =
    workspace === ""
      ? "All of its files are gone then: it has no workspace."
      : "Its workspace goes to the trash, from where it can be brought back for some time; its other files are gone.";
  return {
    question: `Destroy **${name}**? ${containerText(container)} ${files}`,
    yes: `Destroy ${name}`,
    no: "Keep it",
  };
}
