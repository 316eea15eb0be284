import { existsSync, globSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { connectExecutor } from "@voxnix/protocol";
import { CODE, exec, NODE, sandboxPaths, silent, status, up } from "@voxnix/sandbox";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";

const checkout = sandboxPaths().checkout;
const extraContainer = `${CODE}/packages/sandbox/standins/extra-container/extra-container`;

/** `npm run sandbox -- …` without npm. */
const sandbox = (...args: string[]) =>
  execa(
    join(checkout, "node_modules/node/bin/node"),
    [join(checkout, "packages/sandbox/src/cli.ts"), ...args],
    {
      reject: false,
    },
  );

/** What every process of the machine was started with. */
const allArguments = () =>
  globSync("/proc/[0-9]*/cmdline")
    .map((file) => {
      try {
        return readFileSync(file, "utf8");
      } catch {
        // It ended meanwhile.
        return "";
      }
    })
    .join("\n");

describe("exec", () => {
  it("gives a program's exit code and keeps its two outputs apart", async () => {
    const result = await exec(["sh", "-c", "echo out; echo err >&2; exit 7"]);
    expect(result).toEqual({ exitCode: 7, stdout: "out\n", stderr: "err\n" });
  });

  it("hands over standard input and arguments unchanged", async () => {
    const result = await exec(["sh", "-c", 'cat; printf "<%s>" "$@"', "sh", "a b", "", "$x"], {
      input: "in\n",
    });
    expect(result.stdout).toBe("in\n<a b><><$x>");
  });

  it("reports a signal as a shell does", async () => {
    expect((await exec(["sh", "-c", "kill -TERM $$"])).exitCode).toBe(143);
  });

  it("passes the exit code on at the command line", async () => {
    const { exitCode, stdout } = await sandbox("exec", "--", "sh", "-c", "hostname; exit 9");
    expect(exitCode).toBe(9);
    expect(stdout).toBe("appliance");
  });
});

describe("up", () => {
  it("run again changes nothing that runs", async () => {
    const services = ["voxnix-executor", "voxnix-agent"];
    const before = await exec(["systemctl", "show", "--property=MainPID,InvocationID", ...services]);
    const { leader } = await status();
    const after = await up({ progress: silent });
    expect(after.leader).toBe(leader);
    expect(await exec(["systemctl", "show", "--property=MainPID,InvocationID", ...services])).toEqual(before);
  });

  it("leaves the host's network as it is: the bridge is in the appliance alone", async () => {
    expect(existsSync("/sys/class/net/br-vox")).toBe(false);
    expect((await exec(["ip", "link", "show", "br-vox"])).exitCode).toBe(0);
  });

  it("gives the appliance a cgroup of its own, so that two of them do not share their units'", async () => {
    const { leader, machine } = await status();
    expect(readFileSync(`/proc/${leader}/cgroup`, "utf8")).toContain(machine);
  });

  it("refuses a nixpkgs that is none, and names the variable", async () => {
    await expect(up({ nixpkgs: "/nowhere", progress: silent })).rejects.toThrow(
      /VOXNIX_NIXPKGS is \/nowhere/,
    );
  });
});

describe("status --json", () => {
  it("names sockets that this host can open", async () => {
    const { state, leader, adminSocket, agentSocket } = JSON.parse(
      (await sandbox("status", "--json")).stdout,
    );
    expect(state).toBe("running");
    expect(readFileSync(`/proc/${leader}/comm`, "utf8")).toBe("systemd\n");
    for (const socket of [adminSocket, agentSocket]) {
      const executor = connectExecutor(socket);
      await executor.ready(5_000);
      executor.close();
    }
  });
});

describe("the agent with the host's network", () => {
  afterAll(() => up({ agentEnv: {}, progress: silent }));

  it("is an unprivileged process that answers on the same chat socket", async () => {
    const agentEnv = {
      LLM_BASE_URL: "http://127.0.0.1:1234/v1",
      LLM_MODEL: "none",
      LLM_API_KEY: "sk-in-no-argument",
    };
    const { agent, instance, state } = await up({ agentEnv, progress: silent });
    expect({ agent, state }).toEqual({ agent: "host", state: "running" });
    const { pid } = JSON.parse(readFileSync(join(instance, "host-agent.json"), "utf8"));
    const process_ = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(process_).toMatch(/^Uid:\t70411\t70411\t70411\t70411$/m);
    expect(process_).toMatch(/^Groups:\s*$/m);
    expect(process_).toMatch(/^CapBnd:\t0+$/m);
    expect(process_).toMatch(/^NoNewPrivs:\t1$/m);
    expect(readlinkSync(`/proc/${pid}/ns/net`)).toBe(readlinkSync("/proc/self/ns/net"));
    expect(allArguments()).toContain("services/agent/dist/main.mjs");
    expect(allArguments()).not.toContain("sk-in-no-argument");
  });
});

describe("the extra-container stand-in", () => {
  it("fails on a path that holds no system, and on what it does not know", async () => {
    for (const args of [
      ["create", "/nowhere"],
      ["create", "/etc", "--fast"],
      ["build", "x.nix"],
      ["shell"],
    ]) {
      const { exitCode, stderr } = await exec([extraContainer, ...args]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("stand-in");
    }
  });

  it("exits 0 like the real one where nothing was to be done", async () => {
    expect((await exec([extraContainer, "destroy", "nobody"])).exitCode).toBe(0);
    const empty = (await exec(["mktemp", "-d"])).stdout.trim();
    await exec(["mkdir", `${empty}/etc`]);
    const created = await exec([extraContainer, "create", empty]);
    expect(created).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("No container services") });
  });
});

describe("a sandbox in the sandbox, where systemd is PID 1", () => {
  const inner = (...args: string[]) => exec([NODE, `${CODE}/packages/sandbox/src/cli.ts`, ...args]);
  afterAll(() => inner("reset"));

  it("starts as a transient unit, runs commands, and is gone after reset", async () => {
    expect(await inner("up")).toMatchObject({ exitCode: 0 });
    const { state, machine, instance } = JSON.parse((await inner("status", "--json")).stdout);
    expect(state).toBe("running");
    expect((await exec(["systemctl", "is-active", machine])).stdout).toBe("active\n");
    expect((await inner("exec", "--", "systemctl", "is-active", "voxnix-executor")).stdout).toBe("active\n");
    expect((await inner("reset")).stderr).toContain(`Deleting ${instance}`);
    expect((await exec(["systemctl", "is-active", machine])).stdout).toBe("inactive\n");
    expect((await exec(["test", "-e", instance])).exitCode).toBe(1);
  });
});
