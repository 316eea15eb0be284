import { defineConfig } from "vitest/config";

// How long a test waits for a fact before it gives up: generous, for machines that do much else.
const patience = { poll: { timeout: 20_000 } };
const unit = [
  "packages",
  "services",
  "tests/attack/sbom",
  "tests/bench",
  "tests/evals",
  "tests/faults",
  "tests/fakes",
  "tests/host",
  "tests/nix",
  "tests/pages",
  "tests/vm",
].map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          globalSetup: ["tests/scratch.ts"],
          // They need not each load all modules anew, which takes most of the time.
          isolate: false,
          include: unit,
          exclude: ["**/node_modules/**"],
          expect: patience,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          expect: patience,
          globalSetup: ["tests/system/setup.ts"],
          // One appliance serves all files: they take turns.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          // npm run attack: what CI runs of it, and what takes too long for that.
          name: "attack",
          include: [
            "tests/system/attack*.test.ts",
            "tests/system/isolation*.test.ts",
            "tests/attack/**/*.test.ts",
          ],
          expect: patience,
          globalSetup: ["tests/system/setup.ts"],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
