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
 * Leaves of the packages of others only the names of their files in the source map. Nine tenths of it would be about
 * lines that nobody looks up, and whoever reads it reads the whole.
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

/**
 * Leaves out what packages ask for on ways that are never gone here: gRPC's channelz and load reports read .proto
 * files, pino's transports run in threads. The executor is root, and whatever is in it counts.
 */
export const withoutUncalled: Plugin = {
  name: "without-uncalled",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@grpc\/proto-loader|thread-stream)$/ }, ({ path }) => ({
      path,
      namespace: "uncalled",
    }));
    onLoad({ filter: /./, namespace: "uncalled" }, ({ path }) => {
      const problem = JSON.stringify(`${path} is not in the bundle (packages/bundle/src/thinner.ts)`);
      return {
        contents: `exports = module.exports = () => { throw new Error(${problem}); }; exports.loadSync = exports;`,
      };
    });
  },
};
