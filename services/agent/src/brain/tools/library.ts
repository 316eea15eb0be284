import { nearest, VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import { imagesText, inlineCode, listText, moduleText } from "../../executor/index.ts";
import { defineTool } from "./tool.ts";

export const moduleDetails = defineTool({
  name: "module_details",
  description: "A module's settings with their rules, ports, needs.",
  readOnly: true,
  schema: z.object({ name: z.string().min(1).max(64) }),
  run: async ({ name }, { executor }) => {
    const modules = await executor.modules();
    const found = modules.find((module) => module.name === name);
    if (found) return { ok: true, text: moduleText(found) };
    const known = modules.map((module) => module.name);
    throw new VoxnixError("UNKNOWN_MODULE", `There is no module named ${name}.`, {
      known,
      nearest: nearest(name, known),
    });
  },
});

export const findPackages = defineTool({
  name: "find_packages",
  description: "Finds nixpkgs packages.",
  readOnly: true,
  schema: z.object({ query: z.string().min(1).max(64) }),
  run: async ({ query }, { executor }) => {
    const { exact, names } = await executor.findPackages(query);
    const shown = listText(names.map((name) => inlineCode(name)));
    if (exact)
      return { ok: true, text: `${inlineCode(query)} is a package. Near to it: ${shown || "nothing"}.` };
    if (names.length === 0) return { ok: true, text: `No package is named like ${inlineCode(query)}.` };
    return { ok: true, text: `No package is named ${inlineCode(query)} exactly. Near to it: ${shown}.` };
  },
});

export const listImages = defineTool({
  name: "list_images",
  description: "Built systems, with their size.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor, owner }) => ({ ok: true, text: imagesText(await executor.images(owner)) }),
});
