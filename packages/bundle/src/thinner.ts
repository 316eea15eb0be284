import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Plugin } from "esbuild";

/** zod carries its error messages in fifty languages, and exports them all. Ours are in one. */
export const onlyEnglish: Plugin = {
  name: "only-english",
  setup({ onLoad }) {
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/**
 * Leaves of the packages of others only the names of their files in the source map: Node reads the whole of it at the
 * first error that it prints, and nine tenths of it, some 30 MB in memory, would be about lines that nobody looks up.
 */
export const onlyOwnLines: Plugin = {
  name: "only-own-lines",
  setup({ onLoad }) {
    onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, async ({ path }) => {
      // One mapping for all of the file: its first line (https://tc39.es/ecma426/).
      const map = { version: 3, sources: [basename(path)], names: [], mappings: "AAAA" };
      const inline = Buffer.from(JSON.stringify(map)).toString("base64");
      const text = await readFile(path, "utf8");
      return { contents: `${text}\n//# sourceMappingURL=data:application/json;base64,${inline}` };
    });
  },
};
