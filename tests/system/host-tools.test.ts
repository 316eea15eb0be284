import { join } from "node:path";
import { sandboxPaths } from "@voxnix/sandbox";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holds, inAppliance, machines, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { succeed } from "./harness/operation.ts";
import { until } from "./harness/until.ts";

const { checkout } = sandboxPaths();

/** `just host=sandbox …`, as an admin types it. */
const just = (...args: string[]) =>
  execa(join(checkout, "tests/node_modules/.bin/just"), ["host=sandbox", ...args], {
    cwd: checkout,
    reject: false,
    stdin: "ignore",
  });

const rights = (status: string) =>
  status.split("\n").filter((line) => /^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp\w*):/.test(line));
// What a service manager gives to a daemon alone, and a shell to itself.
const own =
  /^(INVOCATION_ID|JOURNAL_STREAM|LISTEN_\w+|NOTIFY_SOCKET|SYSTEMD_EXEC_PID|WATCHDOG_\w+|PWD|OLDPWD|SHLVL|_)=/;
const variables = (lines: readonly string[]) => lines.filter((line) => line !== "" && !own.test(line)).sort();

// What hardening and limits come to, whatever way a unit was written.
const compared = [
  ...["MemoryMax", "TasksMax", "LimitNOFILE", "OOMPolicy", "UMask", "User", "Group", "KeyringMode"],
  ...["CapabilityBoundingSet", "AmbientCapabilities", "NoNewPrivileges", "SystemCallFilter"],
  ...["SystemCallArchitectures", "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime"],
  ...[
    "RestrictSUIDSGID",
    "LockPersonality",
    "IPAddressDeny",
    "IPAddressAllow",
    "PrivateDevices",
    "PrivateTmp",
  ],
  ...["PrivateUsers", "PrivateIPC", "PrivateNetwork", "ProtectClock", "ProtectControlGroups", "ProtectHome"],
  ...["ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables", "ProtectProc"],
  ...[
    "ProcSubset",
    "ProtectSystem",
    "ReadWritePaths",
    "InaccessiblePaths",
    "StateDirectory",
    "RuntimeDirectory",
  ],
];

describe.each(["executor", "agent"])("just debug %s", (service) => {
  const debug = (...program: string[]) => just("debug", service, ...program);
  let pid = "";
  beforeAll(async () => {
    pid = await inAppliance(
      "systemctl",
      "show",
      "--property=MainPID",
      "--value",
      `voxnix-${service}.service`,
    );
  });

  it("has the rights of the running service: user, capabilities, system calls", async () => {
    const { stdout } = await debug("cat", "/proc/self/status");
    expect(rights(stdout).length).toBeGreaterThan(8);
    expect(rights(stdout)).toEqual(rights(await inAppliance("cat", `/proc/${pid}/status`)));
  });

  it("has its environment", async () => {
    const { stdout } = await debug("env");
    const running = await inAppliance("cat", `/proc/${pid}/environ`);
    expect(variables(stdout.split("\n"))).toEqual(variables(running.split("\0")));
  });

  it("sees the file system as it does", async () => {
    const look = "cut -d' ' -f5,6 /proc/self/mountinfo | grep -v ' /proc\\|/tmp' | sort";
    const { stdout } = await debug("sh", "-c", look);
    const running = await inAppliance("sh", "-c", look.replace("self", pid));
    expect(stdout.split("\n").length).toBeGreaterThan(20);
    expect(stdout.trim()).toBe(running.trim());
  });

  it("has its limits, paths and filters, as systemd has them in force", async () => {
    const debugging = execa(
      join(checkout, "tests/node_modules/.bin/just"),
      ["host=sandbox", "debug", service, "cat"],
      { cwd: checkout, reject: false },
    );
    const description = `As voxnix-${service}.service, for debugging`;
    let unit = "";
    await until("the debugging unit is there", async () => {
      const units = await inAppliance("systemctl", "list-units", "--plain", "--no-legend", "run-*.service");
      unit =
        units
          .split("\n")
          .find((line) => line.includes(description))
          ?.split(" ")[0] ?? "";
      return unit !== "";
    });
    const inForce = async (of: string) =>
      (await inAppliance("systemctl", "show", `--property=${compared.join(",")}`, of))
        .split("\n")
        // A share of the machine is rounded by a page, each time anew.
        .map((line) => line.replace(/^(MemoryMax=\d+)\d{5}$/, "$1"))
        .sort();
    try {
      expect(await inForce(unit)).toEqual(await inForce(`voxnix-${service}.service`));
    } finally {
      debugging.stdin.end();
      await debugging;
    }
  });

  it("gives the program's exit code, and leaves the running service alone", async () => {
    expect((await debug("sh", "-c", "exit 7")).exitCode).toBe(7);
    expect(
      await inAppliance("systemctl", "show", "--property=MainPID", "--value", `voxnix-${service}.service`),
    ).toBe(pid);
    expect(await holds("test", "-S", "/run/voxnix-agent/chat.sock")).toBe(true);
    expect(await holds("test", "-S", "/run/voxnix/agent.sock")).toBe(true);
  });
});

describe("just debug", () => {
  it("shows what fails for the service and works for root", async () => {
    expect((await just("debug", "executor", "touch", "/etc/from-debug")).stderr).toContain(
      "Read-only file system",
    );
    expect((await just("debug", "agent", "cat", "/proc/1/environ")).exitCode).not.toBe(0);
    expect(await holds("test", "-e", "/etc/from-debug")).toBe(false);
  });

  it("opens a shell on a terminal", async () => {
    const { stdout } = await execa(
      "script",
      ["-qec", `${join(checkout, "tests/node_modules/.bin/just")} host=sandbox debug executor`, "/dev/null"],
      {
        cwd: checkout,
        input: "echo caps: $(grep CapEff /proc/self/status)\nexit\n",
        reject: false,
        timeout: 60_000,
      },
    );
    expect(stdout).toMatch(/caps: CapEff: 0*2c12eb/);
  });

  it("names the services that there are", async () => {
    const { exitCode, stderr } = await just("debug", "nginx");
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("executor|agent");
  });
});

it("just status is well, and shows the units", async () => {
  const { exitCode, stdout } = await just("status");
  expect(stdout).toContain("voxnix-executor.service: active");
  expect(exitCode).toBe(0);
});

it("just logs hands its options to journalctl", async () => {
  const { stdout } = await just("logs", "--lines=1", "--output=json", "--unit=voxnix-executor.service");
  expect(JSON.parse(stdout.split("\n").at(-1) ?? "")).toHaveProperty("_SYSTEMD_UNIT");
});

describe("just prune", () => {
  const { tenant } = openDoors();
  const owner = newOwner("prune");
  let keeper = "";

  // A container that extra-container installed and no record knows: the keeper's twin, with another address.
  beforeAll(async () => {
    keeper = (await succeed(tenant.containers.Create({ owner, spec: { name: "keeper" } }))).machine;
    const twin = `
      set -e
      rm -rf /root/stray; mkdir -p /root/stray/etc/systemd/system /root/stray/etc/nixos-containers
      sed 's/container-${keeper}/container-stray/' "$(readlink -f /usr/lib/systemd/system/container@${keeper}.service)" \
        > /root/stray/etc/systemd/system/container@stray.service
      sed 's/^LOCAL_ADDRESS=.*/LOCAL_ADDRESS=10.88.0.250\\/24/' /etc/nixos-containers/${keeper}.conf \
        > /root/stray/etc/nixos-containers/stray.conf
      stored=$(nix-store --add /root/stray)
      extra-container create "$stored" --start
      mkdir -p /var/lib/nixos-containers/leftover/etc`;
    await inAppliance("sh", "-c", twin);
  });
  afterAll(async () => {
    await inAppliance("sh", "-c", "rm -rf /root/stray /var/lib/nixos-containers/leftover");
  });

  it("lists what no record knows, and touches nothing", async () => {
    const { exitCode, stdout } = await just("prune", "--list");
    expect(stdout).toContain("  stray (active)");
    expect(stdout).toContain("  leftover (inactive)");
    expect(stdout).not.toContain(keeper);
    expect(exitCode).toBe(0);
    expect(await machines()).toContain("stray");
  });

  it("does nothing while nobody answers", async () => {
    const { exitCode, stdout } = await just("prune");
    expect(stdout).toContain("Nobody is here to ask");
    expect(exitCode).not.toBe(0);
    expect(await machines()).toContain("stray");
  });

  it("destroys them, and no other", async () => {
    const { exitCode, stdout, stderr } = await just("prune", "--yes");
    expect(stderr).not.toContain("still there");
    expect(stdout).toContain("stray: destroyed");
    expect(exitCode).toBe(0);
    expect(await tracesOf("stray")).toEqual([]);
    expect(await tracesOf("leftover")).toEqual([]);
    expect(await machines()).toContain(keeper);
    expect((await just("prune", "--list")).stdout).toContain("Every container on appliance has its record.");
  });
});
