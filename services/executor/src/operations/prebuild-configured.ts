import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Choice, PlainSetting } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import type { Registry } from "./registry.ts";

const Configured = z.array(
  z.strictObject({
    modules: z.record(z.string(), z.record(z.string(), PlainSetting)).default({}),
    packages: z.array(z.string()).default([]),
  }),
);

/**
 * Builds the images that the host's configuration names, one after the other, and keeps them from being collected.
 * One that cannot be built is told in the log and does not keep the others from it.
 * @param check refuses a choice that the library does not have, and completes the others
 */
export async function prebuildConfigured(
  parts: Parts,
  registry: Registry,
  file: string,
  check: (choice: Choice) => Promise<Choice>,
): Promise<void> {
  const wanted: Choice[] = [];
  for (const { modules, packages } of Configured.parse(JSON.parse(await readFile(file, "utf8")))) {
    const named = Object.entries(modules).map(([name, settings]) => ({ name, settings }));
    try {
      const choice = await check({ modules: named, packages: [...new Set(packages)].sort() });
      // All of them first: those that are there already must not be collected meanwhile.
      parts.images.pinned.add(await parts.composer.key(choice));
      wanted.push(choice);
    } catch (err) {
      parts.log.error({ event: "prebuild-refused", modules: Object.keys(modules), packages, err });
    }
  }
  for (const choice of wanted) {
    if (parts.images.find(await parts.composer.key(choice)) !== undefined) continue;
    const task = { kind: "PREBUILD", record: null, choice } as const;
    const operation = await registry.begin({
      ...task,
      role: "voxnix",
      requestId: undefined,
      fingerprint: "",
    });
    await operation.ended;
  }
}
