import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { billOf } from "./cyclonedx.ts";
import { installed, integrities, manifestOf, root, shipped } from "./tree.ts";

const executor = await shipped("executor");
const everything = [...installed("services/executor"), ...installed("services/agent")];
const foreign = (tree: typeof executor) => tree.filter(({ own }) => !own);
// What the executor's own folders ask for by themselves.
const own = executor.filter((each) => each.own);
const direct = new Map(own.flatMap(({ dependencies }) => Object.entries(dependencies)));

const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
const page = readFileSync(join(root, "docs/security.md"), "utf8");

describe("the executor, which is root", () => {
  it("brings 40 packages at most", () => {
    expect(foreign(executor).length).toBeLessThanOrEqual(40);
    expect(page).toContain(`brings ${foreign(executor).length} packages`);
  });

  it("has each of its direct dependencies, and no other, in docs/security.md with its reason", () => {
    const [, table = ""] = /<!-- dependencies: begin -->([\s\S]*)<!-- dependencies: end -->/.exec(page) ?? [];
    const listed = [...table.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];
    const wanted = [...direct.keys()].filter((name) => !name.startsWith("@voxnix/"));
    expect(listed.map(([, name]) => name).sort()).toEqual(wanted.sort());
    for (const [, , reason = ""] of listed) expect(reason.trim().length).toBeGreaterThan(20);
  });

  it("names the very version of each", () => {
    for (const [name, version] of direct)
      expect(`${name} ${version}`).toMatch(/ (\d+\.\d+\.\d+|workspace:\*)$/);
  });
});

describe("a production install", () => {
  it("runs no package's own scripts", () => {
    const decided = new Map(
      [...workspace.matchAll(/^ {2}"?([^":]+)"?: (true|false)$/gm)].map(([, name, runs]) => [name, runs]),
    );
    for (const { name, scripts } of foreign(everything)) {
      const hooks = ["preinstall", "install", "postinstall"].filter((hook) => hook in scripts);
      if (hooks.length > 0) expect(`${name} ${decided.get(name)}`).toBe(`${name} false`);
    }
    // The one whose script runs is the contributors' Node.
    expect([...decided].filter(([, runs]) => runs === "true")).toEqual([["node", "true"]]);
    expect(Object.keys({ ...manifestOf(root).dependencies })).not.toContain("node");
  });

  it("is held against the lock file, tarball by tarball", () => {
    const hashes = integrities();
    for (const { name, version } of foreign(everything))
      expect(`${name} ${hashes.get(`${name}@${version}`)}`).toMatch(/ sha512-/);
  });

  it("can be told as a bill of materials that names each package once, with what it needs", async () => {
    const bill = JSON.parse(JSON.stringify(await billOf("executor")));
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
    const refs: string[] = bill.components.map((each: { purl: string }) => each.purl);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs.length).toBe(executor.length - 1);
    const known = new Set([...refs, bill.metadata.component.purl]);
    for (const { dependsOn } of bill.dependencies) for (const ref of dependsOn) expect(known).toContain(ref);
  });
});
