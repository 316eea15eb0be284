import { execPath } from "node:process";
import { execa } from "execa";
import { expect, it } from "vitest";
import { checkout } from "../../nix/setting.ts";

it("every module, setting, package and container evaluates or is refused as it should, and its page is current", async () => {
  const { all } = await execa(execPath, ["tests/nix/check.ts", "--standin"], {
    cwd: checkout,
    all: true,
    reject: false,
  });
  expect(all).toMatch(/\n\d+ passed, 0 failed/);
}, 300_000);
