import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { inAppliance } from "./harness/appliance.ts";

const page = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
const Points = z.array(
  z.object({ json_field: z.string(), exposure: z.union([z.string(), z.number(), z.null()]).optional() }),
);

/** What docs/security.md explains of a unit: each point with its exposure. */
const explained = (unit: string): string[] => {
  const section = page.split(`### ${unit}\n`)[1]?.split(/\n#/)[0] ?? "";
  return [...section.matchAll(/^\| `(\w+)` \| ([\d.]+) \| .{3,} \|$/gm)].map(
    ([, field, exposure]) => `${field} ${exposure}`,
  );
};

test.each([
  ["voxnix-executor", 4.0],
  ["voxnix-agent", 1.3],
])(
  "each point that systemd finds open at %s is explained, and they are not more than %s",
  async (unit, most) => {
    const analysed = await inAppliance("systemd-analyze", "security", "--no-pager", `${unit}.service`);
    const overall = /Overall exposure level for \S+: ([\d.]+)/.exec(analysed)?.[1];
    expect(Number(overall)).toBeLessThanOrEqual(most);
    const json = await inAppliance("systemd-analyze", "security", "--json=short", `${unit}.service`);
    const open = Points.parse(JSON.parse(json))
      .filter(({ exposure }) => Number(exposure ?? 0) > 0)
      .map(({ json_field, exposure }) => `${json_field} ${exposure}`);
    expect(explained(unit).sort()).toEqual(open.sort());
  },
);
