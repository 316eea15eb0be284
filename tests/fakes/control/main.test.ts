import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { control } from "./client.ts";

it.each(["telegram", "model", "otlp", "speech"])(
  "the fake %s runs as a program and is controlled over a unix socket",
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "voxnix-fake-"));
    const socket = join(folder, "control.sock");
    const main = join(import.meta.dirname, "..", name, "main.ts");
    const program = execa(process.execPath, [main, "--port", "0", "--socket", socket]);
    try {
      const [line] = await once(program.stdout, "data");
      expect(JSON.parse(String(line))).toMatchObject({ listening: expect.stringMatching(/^http:/), socket });
      expect(await control({ socket }, "violations")).toEqual([]);
      await expect(control({ socket }, "dance")).rejects.toThrow(/no such action/);
    } finally {
      program.kill("SIGTERM");
      await program.catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
