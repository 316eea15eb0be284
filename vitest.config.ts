import { defineConfig } from "vitest/config";

const unit = ["packages/**/*.test.ts", "services/**/*.test.ts", "tests/fakes/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: unit, exclude: ["**/node_modules/**"] } },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          globalSetup: ["tests/system/setup.ts"],
          // One appliance serves all files: they take turns.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
