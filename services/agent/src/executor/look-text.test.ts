import type {
  Changes,
  Container,
  Generation,
  Inspection,
  Module,
  Operation,
  OperationEvent,
  Setting,
} from "@voxnix/protocol";
import { expect, test } from "vitest";
import {
  changesText,
  historyText,
  imagesText,
  inspectionText,
  moduleText,
  operationLogText,
  secretsText,
  sizeText,
  workspacesText,
} from "./index.ts";

const now = 1_800_000_000_000;
const hour = 3_600_000;

const none: Changes = {
  modulesAdded: [],
  modulesRemoved: [],
  modulesChanged: [],
  packages: [],
  sizeDeltaBytes: 0,
  sizeBytes: 400_000_000,
  restart: false,
  none: false,
};

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [6_400_000, "6.4 MB"],
  [64_000_000, "64 MB"],
  [1_500_000_000, "1.5 GB"],
])("%d bytes are %s", (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});

test("changes are told by what comes, moves and goes, with versions and size", () => {
  const changes = {
    ...none,
    modulesAdded: ["fish"],
    modulesChanged: ["git"],
    packages: [
      { name: "ripgrep", oldVersion: "", newVersion: "14.1.1" },
      { name: "git", oldVersion: "2.47", newVersion: "2.48" },
      { name: "htop", oldVersion: "3.4", newVersion: "" },
    ],
    sizeDeltaBytes: -2_000_000,
  };
  expect(changesText(changes)).toBe(
    "adds the module fish; changes settings of git; brings ripgrep 14.1.1; moves git 2.47 → 2.48; drops htop 3.4; 2 MB less on disk",
  );
  expect(changesText({ ...none, none: true })).toBe("");
});

test("a closure that brings a hundred packages is told by the first of them and a number", () => {
  const packages = Array.from({ length: 100 }, (_, n) => ({
    name: `p${n}`,
    oldVersion: "",
    newVersion: "1",
  }));
  expect(changesText({ ...none, packages })).toBe(
    "brings p0 1, p1 1, p2 1, p3 1, p4 1, p5 1, p6 1, p7 1 and 92 more packages",
  );
});

const container: Container = {
  ...{ name: "dev", owner: "terminal:ada", machine: "dev", state: "RUNNING", modules: [], autostart: true },
  ...{
    address: "10.88.0.2",
    image: "/nix/store/x",
    createdMs: now,
    sinceMs: now,
    workspace: "",
    trouble: "",
  },
  ...{ busyWith: null, packages: [], generation: 1, limits: null },
};

test("a history tells each generation with its day, and which one runs", () => {
  const first: Generation = {
    ...{
      number: 1,
      modules: [{ name: "git", settings: {} }],
      packages: [],
      image: "/x",
      createdMs: now - 50 * hour,
    },
    ...{ operationId: "op-1", rolledBackTo: 0, current: false, changes: null },
  };
  const text = historyText(
    "dev",
    [{ ...first, number: 3, createdMs: now - hour, rolledBackTo: 1, current: true, changes: none }, first],
    now,
  );
  expect(text).toBe(
    "What **dev** has been, newest first:\n- generation 3 (back to generation 1), 1 hour ago (2027-01-15 07:00 UTC), running now: with git\n- generation 1, 2 days ago (2027-01-13 06:00 UTC): made with git",
  );
});

test("a look inside begins with what is wrong, and says what could not be read", () => {
  const inspection: Inspection = {
    container,
    failedUnits: [{ name: "web.service", result: "exit-code", lines: ["no such file"] }],
    systemState: "degraded",
    addresses: [{ interface: "eth0", address: "10.88.0.2/24" }],
    defaultGateway: "",
    nameServers: [],
    memoryBytes: 40_000_000,
    tasks: 12,
    diskBytes: 0,
    workspaceBytes: 0,
    moduleFacts: [
      { module: "tailscale", text: "not connected", ok: false },
      { module: "redis", text: "answers", ok: true },
    ],
    hostJournal: [],
    lastOperationId: "",
    unread: ["disk: du took too long"],
  };
  expect(inspectionText(inspection, now)).toBe(
    [
      "**dev** is running at 10.88.0.2.",
      "❌ web.service failed (exit-code).\n```\nno such file\n```",
      "❌ tailscale: not connected",
      "✅ redis: answers",
      "Network: 10.88.0.2/24 on eth0; no default gateway; no name server.",
      "It uses 40 MB memory and 12 tasks.",
      "Could not be read: disk: du took too long",
    ].join("\n"),
  );
});

test("a module's details name type, range, default and rule of each setting", () => {
  const setting: Setting = {
    ...{ name: "port", type: "WHOLE_NUMBER", description: "Where it listens", pattern: "", choices: [] },
    ...{ minimum: 1024, maximum: 65535, required: false, keyPattern: "" },
    defaultValue: { number: 5432, value: "number" },
  };
  const module: Module = {
    ...{
      name: "postgres",
      summary: "a database",
      gives: ["psql"],
      wants: [],
      conflicts: ["mysql"],
      needs: [],
    },
    ports: [{ number: 5432, protocol: "tcp", what: "SQL" }],
    settings: [setting],
  };
  expect(moduleText(module)).toBe(
    [
      "**postgres**: a database",
      "- gives psql",
      "- listens on 5432/tcp (SQL)",
      "- cannot be together with mysql",
      "- `port` (number, 1024 to 65535, default `5432`): Where it listens",
    ].join("\n"),
  );
});

test("an operation's log tells phases, last lines and end, also of one under way", () => {
  const operation: Operation = {
    ...{ id: "op-1", kind: "CREATE", owner: "o", container: "dev", state: "UNDERWAY", phase: "BUILD" },
    ...{ startedMs: now - 2 * 60_000, endedMs: 0, requestId: "", error: null },
  };
  const event = (sequence: number, what: Partial<OperationEvent>): OperationEvent => ({
    ...{ operationId: "op-1", sequence, timeMs: now, ...what },
  });
  const events = [
    event(1, { accepted: { operation, joined: false } }),
    event(2, { phase: { phase: "BUILD", text: "Building the system" } }),
    ...Array.from({ length: 60 }, (_, n) => event(3 + n, { log: { source: "nix", text: `line ${n}` } })),
  ];
  const underWay = operationLogText(events, 2, now);
  expect(underWay).toBe(
    "Log of the create of **dev** (op-1): building, begun 2 minutes ago\n- Building the system\n```\nnix: line 58\nnix: line 59\n```",
  );
  const done = event(70, { done: { container, changes: null, image: null } });
  expect(operationLogText([...events, done], 1, now)).toContain("(op-1): done a moment ago");
});

test("workspaces are told with their copies, secrets and images with who uses them", () => {
  const copy = {
    id: "trash-1",
    kind: "TRASH",
    madeMs: now - hour,
    expiresMs: now + 48 * hour,
    usedBytes: 5_000_000,
    label: "",
  } as const;
  const workspace = {
    ...{ owner: "o", container: "dev", live: false, mountPoint: "/workspace", usedBytes: 0, quotaBytes: 0 },
    ...{ storage: "btrfs", copies: [copy] },
  };
  expect(workspacesText([workspace], now)).toBe(
    "- **dev**: destroyed; kept of its workspace:\n  - `trash-1`, in the trash since 1 hour ago, deleted for good in 2 days (5 MB)",
  );
  expect(secretsText([{ name: "key", owner: "o", setMs: now, usedBy: ["dev"] }], now)).toBe(
    "- `key`: set a moment ago, used by **dev**",
  );
  const image = {
    path: "/x",
    modules: [],
    packages: ["jq"],
    sizeBytes: 1_000_000,
    builtMs: now,
    usedMs: 0,
    usedBy: ["dev"],
  };
  expect(imagesText([{ ...image, prebuilt: true, outdated: false }], now)).toBe(
    "- jq: 1 MB, built a moment ago, used by dev, kept by the host",
  );
});
