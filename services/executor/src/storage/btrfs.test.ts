import { expect, test } from "vitest";
import { usageOf } from "./btrfs.ts";
import { parseGroups } from "./subvolumes.ts";

test("sizes and limits are told by the last part of a subvolume's path", () => {
  const group = { exclusive: 1, max_exclusive: "none", parents: [], children: [] };
  const json = JSON.stringify({
    __header: { version: "1" },
    "qgroup-show": [
      { ...group, qgroupid: "0/5", referenced: 16_384, max_referenced: "none", path: "" },
      { ...group, qgroupid: "0/256", referenced: 20_955_136, max_referenced: 20_971_520, path: "dev" },
      {
        ...group,
        qgroupid: "0/257",
        referenced: 4_096,
        max_referenced: "none",
        path: "@ws/.copies/snap-1-a",
      },
    ],
  });
  const usage = usageOf(parseGroups(json));
  expect(usage.get("dev")).toEqual({ usedBytes: 20_955_136, quotaBytes: 20_971_520 });
  expect(usage.get("snap-1-a")).toEqual({ usedBytes: 4_096, quotaBytes: 0 });
});

test("a tree shares its limit with what root inside made in it, whatever that is called", () => {
  const group = { referenced: 10, max_referenced: "none", parents: ["1/256"], children: [] };
  const json = JSON.stringify({
    "qgroup-show": [
      { ...group, qgroupid: "0/256", path: "@ws/dev" },
      { ...group, qgroupid: "0/258", path: "@ws/dev/dev-2" },
      { ...group, qgroupid: "0/259", path: "@ws/dev/snap-1-a" },
      { ...group, qgroupid: "0/257", path: "@ws/dev-2", referenced: 7, parents: [] },
      { ...group, qgroupid: "1/256", path: "", referenced: 30, max_referenced: 100, parents: [] },
    ],
  });
  const usage = usageOf(parseGroups(json));
  expect(usage.get("dev")).toEqual({ usedBytes: 30, quotaBytes: 100 });
  expect(usage.get("dev-2")).toEqual({ usedBytes: 7, quotaBytes: 0 });
  expect(usage.get("snap-1-a")).toBeUndefined();
});
