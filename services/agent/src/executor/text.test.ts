import { type Container, VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import {
  containerDetails,
  containersText,
  containerText,
  durationText,
  errorText,
  fenced,
  hostText,
  inlineCode,
  outcomeText,
} from "./index.ts";

const now = 1_800_000_000_000;
const dev: Container = {
  name: "dev",
  owner: "terminal:ada",
  machine: "dev",
  state: "RUNNING",
  modules: [
    { name: "git", settings: { userName: { text: "Ada", value: "text" } } },
    { name: "fish", settings: {} },
  ],
  autostart: true,
  address: "10.88.0.2",
  image: "/nix/store/x",
  createdMs: now - 3 * 3_600_000,
  sinceMs: now - 5 * 60_000,
  workspace: "",
  trouble: "",
  busyWith: null,
  packages: [],
  generation: 1,
  limits: null,
};

test.each([
  [0, "a moment"],
  [44_999, "a moment"],
  [45_000, "1 minute"],
  [5 * 60_000, "5 minutes"],
  [60 * 60_000, "1 hour"],
  [47 * 3_600_000, "47 hours"],
  [3 * 86_400_000, "3 days"],
])("%d ms in words are %s", (ms, words) => {
  expect(durationText(ms)).toBe(words);
});

test("a container's sentence says state, since when, address and modules", () => {
  expect(containerText(dev, now)).toBe("**dev** is running for 5 minutes at 10.88.0.2 with git and fish.");
});

test("a stopped container's address is not told as if it answered", () => {
  expect(containerText({ ...dev, state: "STOPPED" }, now)).toBe(
    "**dev** is stopped for 5 minutes; it has git and fish.",
  );
});

test("a broken container says what systemd says of it", () => {
  expect(containerText({ ...dev, state: "BROKEN", trouble: "exit-code" }, now)).toContain(
    "broken (systemd says exit-code)",
  );
});

test("a busy container says with what", () => {
  const busyWith = { operationId: "op-1", kind: "stop", sinceMs: now };
  expect(containersText([{ ...dev, busyWith }], now)).toContain("busy with stop since a moment ago");
});

test("details add settings, autostart and age", () => {
  expect(containerDetails(dev, now)).toMatch(
    /- git: userName `Ada`\n- starts with the host\n- created 3 hours ago/,
  );
});

test("a start that did not end running is not told as success", () => {
  const outcome = {
    ok: true,
    operation: "op-1",
    kind: "START",
    container: { ...dev, state: "STOPPED" },
    changes: null,
  } as const;
  expect(outcomeText(outcome)).toContain("is stopped");
  expect(outcomeText(outcome)).toContain("not what was asked");
});

test("a defect's own text never reaches the user", () => {
  expect(errorText(new Error("password=hunter2"))).not.toContain("hunter2");
});

test("whoever meets a full disk is told what to say next", () => {
  const told = errorText(new VoxnixError("DISK_FULL", "The create of dev failed: the host's disk is full."));
  expect(told).toContain("the host's disk is full. Say “empty the trash”");
});

test("a busy container's error says with what, once", () => {
  const busyWith = { operationId: "op-7", kind: "create", sinceMs: Date.now() };
  const text = errorText(new VoxnixError("BUSY", "dev is busy.", { busyWith }));
  expect(text).toContain("(op-7) began a moment ago");
  const said = "dev is busy (op-7). Wait for it or cancel it.";
  expect(errorText(new VoxnixError("BUSY", said, { busyWith }))).toBe(said);
});

test("output cannot leave its fence, and terminal controls are gone", () => {
  expect(fenced("a```b\u001b[31mred\u001b[0m\u0007")).toBe("````\na```bred\n````");
  expect(inlineCode("a`b\nc")).toBe("`` a`b c ``");
});

test("a rule with stars and underscores is told as it stands", () => {
  const error = new VoxnixError("SETTING_INVALID", "mountPoint must match /(srv|mnt)(/[a-z_]*)*, or my_box.");
  expect(errorText(error)).toBe("mountPoint must match `/(srv|mnt)(/[a-z_]*)*`, or `my_box`.");
});

test("long output keeps its beginning and its end and says how much is missing", () => {
  const text = fenced(`${"a".repeat(5_000)}${"b".repeat(5_000)}`, 3_000);
  expect(text.length).toBeLessThan(3_200);
  expect(text).toMatch(/^```\na+\n\[…\]\nb+\n```\n\(7000 characters/);
});

test("the host's checklist begins with what is not well", () => {
  const check = { name: "disk", ok: false, detail: "1 GB free", advice: "free some" };
  const status = {
    version: "0.1.0",
    startedMs: now,
    checks: [{ name: "nix", ok: true, detail: "Nix 2", advice: "" }, check],
    containersRunning: 1,
    containersTotal: 2,
    containersPerOwner: 10,
    ...{ defaultLimits: null, limitsPerOwner: null },
  };
  expect(hostText(status, now)).toMatch(
    /^The host needs attention: disk\.\n- ❌ disk: 1 GB free → free some\n- ✅ nix/,
  );
});

test("long output is cut at line ends, and never inside of a character", () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `line ${n} 😀`);
  const kept = fenced(lines.join("\n"), 3_000)
    .split("\n")
    .filter((line) => line.startsWith("line"));
  expect(kept.every((line) => lines.includes(line))).toBe(true);
  for (let more = 0; more < 4; more++)
    expect(fenced(`${"x".repeat(more)}${"😀".repeat(3_000)}`, 3_000).isWellFormed()).toBe(true);
});

test("a command in a refusal stays the code that it is", () => {
  const refusal = new VoxnixError(
    "EVAL_FAILED",
    "There is no go yet: add it with `npm run sandbox -- add go`.",
  );
  expect(errorText(refusal)).toBe("There is no go yet: add it with `npm run sandbox -- add go`.");
});
