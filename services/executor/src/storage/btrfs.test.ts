import { expect, test } from "vitest";
import { parseQgroups } from "./btrfs.ts";

test("sizes and limits are told by the last part of a subvolume's path", () => {
  const group = { qgroupid: "0/256", exclusive: 1, max_exclusive: "none", parents: [], children: [] };
  const json = JSON.stringify({
    __header: { version: "1" },
    "qgroup-show": [
      { ...group, referenced: 16_384, max_referenced: "none", path: "" },
      { ...group, referenced: 20_955_136, max_referenced: 20_971_520, path: "dev" },
      { ...group, referenced: 4_096, max_referenced: "none", path: "@ws/.copies/snap-1-a" },
    ],
  });
  const usage = parseQgroups(json);
  expect(usage.get("dev")).toEqual({ usedBytes: 20_955_136, quotaBytes: 20_971_520 });
  expect(usage.get("snap-1-a")).toEqual({ usedBytes: 4_096, quotaBytes: 0 });
});
