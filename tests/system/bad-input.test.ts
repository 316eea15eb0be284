// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell and Nix text is the point here
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance, machines } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { logsOf, runIn } from "./harness/inside.ts";
import { refusal, refusedChange, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("bad");
const create = (spec: object) => tenant.containers.Create({ owner, spec });

// Whatever is said at the doors: one process serves them all, from the first line to the last.
let executor = "";
const executorPid = () =>
  inAppliance("systemctl", "show", "--property=MainPID", "--value", "voxnix-executor.service");
let machinesBefore: string[] = [];

beforeAll(async () => {
  executor = await executorPid();
  await succeed(create({ name: "box", modules: [] }));
  machinesBefore = await machines();
});
afterAll(async () => {
  expect(await machines()).toEqual(machinesBefore);
  expect((await tenant.containers.List({ owner })).containers.map(({ name }) => name)).toEqual(["box"]);
  expect(await executorPid()).toBe(executor);
  await succeed(tenant.containers.Destroy({ owner, name: "box" }));
});

const NASTY = [
  "",
  " ",
  "Dev",
  "1dev",
  "-dev",
  "dev-",
  "dev_box",
  "a".repeat(12),
  "a".repeat(100_000),
  "../etc",
  "dev/../x",
  "dev box",
  "dev\n",
  "dev\0",
  "$(reboot)",
  "`reboot`",
  "'; reboot; '",
  '${builtins.abort "x"}',
  "dëv",
  "дев",
  "😀",
  "%n",
  "--help",
  ".",
];

describe("a container name", () => {
  it.each(NASTY)("%j is refused with the field and the rule", async (name) => {
    const refused = await refusedChange(create({ name, modules: [] }));
    expect(refused).toMatchObject({ reason: "NAME_INVALID", facts: { field: "spec.name" } });
    expect(refused.facts.rule).toContain("11");
    expect(refused.message.length).toBeLessThan(1000);
  });

  it.each(["dev\0", "../etc", "--help", "a".repeat(100_000)])(
    "%j is refused by every other call too",
    async (name) => {
      for (const refused of [
        await refusal(tenant.containers.Get({ owner, name })),
        await refusal(runIn(tenant, owner, name, ["true"])),
        await refusal(logsOf(tenant, owner, name, 5)),
        await refusedChange(tenant.containers.Destroy({ owner, name })),
        await refusedChange(tenant.containers.Start({ owner, name })),
      ]) {
        expect(refused).toMatchObject({ reason: "NAME_INVALID", facts: { field: "name" } });
      }
    },
  );
});

describe("an owner", () => {
  it.each([
    "ada",
    "Telegram:1",
    "telegram:",
    "telegram:a b",
    "telegram:../x",
    `telegram:${"1".repeat(65)}`,
    "telegram:\0",
    "a:b:c",
  ])("%j is refused with the field and the rule", async (bad) => {
    expect(await refusal(tenant.containers.List({ owner: bad }))).toMatchObject({
      reason: "INVALID_FIELD",
      facts: { field: "owner", rule: expect.stringMatching(/./) },
    });
    expect(
      await refusedChange(tenant.containers.Create({ owner: bad, spec: { name: "x", modules: [] } })),
    ).toMatchObject({
      facts: { field: "owner" },
    });
  });
});

describe("a module", () => {
  it("that is not there is UNKNOWN_MODULE, with the known ones and the nearest", async () => {
    const refused = await refusedChange(create({ name: "x", modules: [{ name: "gti" }] }));
    expect(refused).toMatchObject({
      reason: "UNKNOWN_MODULE",
      facts: { field: "spec.modules[0].name", known: expect.arrayContaining(["fish", "git", "workspace"]) },
    });
    expect(refused.facts.nearest?.[0]).toBe("git");
  });

  it.each([
    "",
    "../git",
    "Git",
    "git ",
    "git\0",
    "${x}",
    "__proto__",
    "constructor",
    "toString",
    "a".repeat(50_000),
  ])("%j is no module", async (name) => {
    const refused = await refusedChange(create({ name: "x", modules: [{ name }] }));
    expect(refused.facts.field).toMatch(/^spec\.modules\[0\]/);
    expect(["UNKNOWN_MODULE", "INVALID_FIELD"]).toContain(refused.reason);
  });

  it("named twice is refused", async () => {
    const refused = await refusedChange(create({ name: "x", modules: [{ name: "git" }, { name: "git" }] }));
    expect(refused.facts.field).toMatch(/^spec\.modules/);
  });

  it("in too great a number is refused", async () => {
    const modules = Array.from({ length: 33 }, (_, index) => ({ name: `m${index}` }));
    expect((await refusedChange(create({ name: "x", modules }))).facts.field).toMatch(/^spec\.modules/);
  });
});

describe("a setting", () => {
  const set = (settings: object) => create({ name: "x", modules: [{ name: "git", settings }] });
  it.each([
    ["that does not exist", { colour: { text: "red" } }, /spec\.modules\[0\]\.settings\.colour/],
    ["of the wrong type", { userName: { number: 7 } }, /spec\.modules\[0\]\.settings\.userName/],
    ["without a value", { userName: {} }, /spec\.modules\[0\]\.settings/],
    [
      "against its pattern",
      { userEmail: { text: "not an address" } },
      /spec\.modules\[0\]\.settings\.userEmail/,
    ],
    [
      "with a newline in it",
      { userName: { text: "Ada\n[core]\npager=reboot" } },
      /spec\.modules\[0\]\.settings\.userName/,
    ],
    ["that is too long", { userName: { text: "x".repeat(101) } }, /spec\.modules\[0\]\.settings\.userName/],
    [
      "named like a property of every object",
      { __proto__: { text: "x" }, constructor: { text: "x" } },
      /spec\.modules\[0\]\.settings/,
    ],
  ])("%s is SETTING_INVALID", async (_what, settings, field) => {
    const refused = await refusedChange(set(settings));
    expect(refused.reason).toBe("SETTING_INVALID");
    expect(refused.facts.field).toMatch(field);
  });

  it("with Nix code in it stays text", async () => {
    const text = "${builtins.readFile /etc/shadow} '' \" \\ $(id)";
    await succeed(create({ name: "quoted", modules: [{ name: "git", settings: { userName: { text } } }] }));
    expect((await runIn(tenant, owner, "quoted", ["git", "config", "user.name"])).stdout).toBe(`${text}\n`);
    await succeed(tenant.containers.Destroy({ owner, name: "quoted" }));
  });
});

describe("a request", () => {
  it("without a spec is refused", async () => {
    expect((await refusedChange(tenant.containers.Create({ owner }))).facts.field).toMatch(/^spec/);
  });

  it.each(["a b", "x".repeat(65), "é", "a/b", "a\nb"])(
    "id %j is refused with field and rule",
    async (requestId) => {
      const refused = await refusedChange(
        tenant.containers.Create({ owner, requestId, spec: { name: "x", modules: [] } }),
      );
      expect(refused).toMatchObject({ reason: "INVALID_FIELD", facts: { rule: expect.stringMatching(/./) } });
      expect(refused.facts.field).toBe("request_id");
    },
  );

  it.each([0, -1, 5001, 2 ** 31 - 1])("for %d log lines is refused", async (lines) => {
    expect(await refusal(logsOf(tenant, owner, "box", lines))).toMatchObject({
      reason: "INVALID_FIELD",
      facts: { field: "lines" },
    });
  });

  it.each(["sshd", "../x", "a b.service", "-u", "x".repeat(5000)])(
    "for the logs of unit %j never breaks anything",
    async (unit) => {
      const read = async () => {
        for await (const _ of tenant.containers.Logs({ owner, name: "box", unit, lines: 5 }));
      };
      const outcome = await read().then(
        () => "empty",
        (error: { reason?: string }) => error.reason,
      );
      expect(["empty", "INVALID_FIELD"]).toContain(outcome);
    },
  );

  it.each([
    ["no command", [], {}, "command"],
    ["an empty program", [""], {}, "command"],
    ["too many arguments", Array.from({ length: 257 }, () => "x"), {}, "command"],
    ["too long a command", ["echo", "x".repeat(66_000)], {}, "command"],
    ["a NUL in an argument", ["echo", "a\0b"], {}, "command"],
    ["a relative folder", ["pwd"], { directory: "tmp" }, "directory"],
    ["no time at all", ["true"], { timeoutSeconds: 0 }, "timeout_seconds"],
    ["too much time", ["true"], { timeoutSeconds: 3601 }, "timeout_seconds"],
    ["a variable with a strange name", ["env"], { environment: { "A B": "1" } }, "environment"],
    ["a variable with a NUL", ["env"], { environment: { A: "1\0" } }, "environment"],
    [
      "too many variables",
      ["env"],
      { environment: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`V${i}`, "1"])) },
      "environment",
    ],
  ])("to run %s is refused with its field", async (_what, command, options, field) => {
    const refused = await refusal(runIn(tenant, owner, "box", command, options));
    expect(refused.reason).toBe("INVALID_FIELD");
    expect(refused.facts.field).toMatch(new RegExp(`^${field}`));
  });

  it.each(["", "op-", "../x", "op-0-0", "x".repeat(10_000), "op\0"])(
    "for operation %j says that there is none",
    async (operationId) => {
      const watched = (async () => {
        for await (const _ of tenant.operations.Watch({ owner, operationId }));
      })();
      expect(["NOT_FOUND", "INVALID_FIELD"]).toContain((await refusal(watched)).reason);
      expect(["NOT_FOUND", "INVALID_FIELD"]).toContain(
        (await refusal(tenant.operations.Cancel({ owner, operationId }))).reason,
      );
    },
  );

  it("of the admin to destroy what nobody has says so", async () => {
    expect(await refusedChange(admin.containers.Destroy({ name: "nobodys" }))).toMatchObject({
      reason: "NOT_FOUND",
      facts: { container: "nobodys" },
    });
  });
});

describe("a machine that is not voxnix's", () => {
  it("is never touched: a destroy of its name is NOT_FOUND, and its unit stays", async () => {
    const unit = "/run/systemd/system/foreign.service";
    await inAppliance(
      "sh",
      "-ec",
      `printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > ${unit}; systemctl daemon-reload; mkdir -p /var/lib/nixos-containers/foreign`,
    );
    expect(await refusedChange(admin.containers.Destroy({ name: "foreign" }))).toMatchObject({
      reason: "NOT_FOUND",
    });
    await inAppliance("test", "-d", "/var/lib/nixos-containers/foreign");
    await inAppliance(
      "sh",
      "-ec",
      `rm -f ${unit}; rmdir /var/lib/nixos-containers/foreign; systemctl daemon-reload`,
    );
  });
});
