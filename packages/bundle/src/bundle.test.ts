import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { bundle } from "./bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "voxnix-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, ...options: string[]) =>
  promisify(execFile)(process.execPath, [...options, program], { env: { VOXNIX_NIXPKGS: "" } }).then(
    () => ({ code: 0, stderr: "" }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );

/** A checkout whose executor is one file of this text. */
function checkout(name: string, text: string): string {
  const src = join(folder, name, "services/executor/src");
  mkdirSync(src, { recursive: true });
  writeFileSync(join(src, "main.ts"), text);
  return join(folder, name);
}

test("the bundled executor runs where there is nothing else of the repository", async () => {
  const { packages } = await bundle("executor", join(folder, "alone"));
  expect(packages).toContain("zod");
  // It gets as far as its configuration.
  expect(await run(join(folder, "alone/main.mjs"))).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^VOXNIX_NIXPKGS is missing\..*\n$/),
  });
});

test("the trace of a crash names the file and the line of the source", async () => {
  const text =
    "interface Nothing {}\n\nfunction fail(_: Nothing) {\n  throw new Error('so');\n}\n\nfail({});\n";
  const from = checkout("crash", text);
  const dist = join(from, "services/executor/dist");
  await bundle("executor", dist, from);
  const { stderr } = await run(join(dist, "main.mjs"), "--enable-source-maps");
  expect(stderr).toMatch(/at fail \(.*\/services\/executor\/src\/main\.ts:4:/);
  expect(stderr).toMatch(/at .*\/services\/executor\/src\/main\.ts:7:/);
});

test("what is imported only when it is needed stays apart", async () => {
  const from = checkout("lazy", 'if (process.argv[2] === "x") await import("./later.ts");\n');
  writeFileSync(join(from, "services/executor/src/later.ts"), 'throw new Error("loaded");\n');
  const dist = join(from, "dist");
  await bundle("executor", dist, from);
  expect(await run(join(dist, "main.mjs"))).toEqual({ code: 0, stderr: "" });
});

test("sources that do not go together are one sentence that names the place, and what was there stays", async () => {
  const from = checkout("broken", 'console.log("fine");\n');
  const dist = join(from, "dist");
  await bundle("executor", dist, from);
  writeFileSync(join(from, "services/executor/src/main.ts"), '\nimport "./gone.ts";\n');
  await expect(bundle("executor", dist, from)).rejects.toThrow(
    'The executor cannot be bundled: services/executor/src/main.ts:2: Could not resolve "./gone.ts"',
  );
  expect((await run(join(dist, "main.mjs"))).code).toBe(0);
});

test("two classes of one name keep it, for who asks for it", async () => {
  const from = checkout(
    "names",
    'import { A } from "./other.ts";\nclass B { static A = class A {}; }\nif (A.name + B.A.name !== "AA") throw new Error(A.name);\nclass A2 {}\nexport { A2 };\n',
  );
  writeFileSync(join(from, "services/executor/src/other.ts"), 'import "./third.ts";\nexport class A {}\n');
  writeFileSync(
    join(from, "services/executor/src/third.ts"),
    'class A {}\nif (A.name !== "A") throw new Error(A.name);\n',
  );
  const dist = join(from, "dist");
  await bundle("executor", dist, from);
  expect(await run(join(dist, "main.mjs"))).toEqual({ code: 0, stderr: "" });
});
