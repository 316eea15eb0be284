// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell and Nix text is the point here
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { logsOf, type RunOptions, runIn } from "./harness/inside.ts";
import { refusal, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("exec");
const run = (command: string[], options?: RunOptions) => runIn(tenant, owner, "dev", command, options);

beforeAll(() => succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules: [] } })));
afterAll(() => succeed(tenant.containers.Destroy({ owner, name: "dev" })));

describe("a command in a container", () => {
  it("gives its exit code, and its two outputs apart", async () => {
    expect(await run(["sh", "-c", "echo out; echo err >&2; exit 42"])).toEqual({
      code: 42,
      stdout: "out\n",
      stderr: "err\n",
      truncated: false,
      timedOut: false,
    });
    expect((await run(["true"])).code).toBe(0);
  });

  it("that a signal ended gives 128 and the signal's number", async () => {
    expect((await run(["sh", "-c", "kill -TERM $$"])).code).toBe(143);
  });

  it("that does not exist is refused, with its name", async () => {
    const refused = await refusal(run(["no-such-program"]));
    expect(refused).toMatchObject({ reason: "INVALID_FIELD", facts: { field: "command", container: "dev" } });
    expect(refused.message).toContain("no-such-program");
  });

  it("gets its arguments as they are: no shell reads them", async () => {
    const args = [
      "a b",
      "$HOME",
      "`id`",
      "*",
      "'",
      '"',
      "\\",
      "",
      "ü😀",
      "--",
      "%n",
      "${x}",
      "a\nb",
      ";reboot",
    ];
    expect((await run(["printf", "[%s]", ...args])).stdout).toBe(args.map((each) => `[${each}]`).join(""));
  });

  it("gets its variables and its folder", async () => {
    const environment = { GREETING: "hello $USER", EMPTY: "", SPACES: " a\tb ", PERCENT: "100%n" };
    const { stdout } = await run(
      ["sh", "-c", 'printf "%s|" "$PWD" "$GREETING" "${EMPTY-unset}" "$SPACES" "$PERCENT"'],
      {
        environment,
        directory: "/tmp",
      },
    );
    expect(stdout).toBe("/tmp|hello $USER|| a\tb |100%n|");
    expect((await run(["pwd"])).stdout).toBe("/root\n");
  });

  it("may print bytes that are no text", async () => {
    expect((await run(["sh", "-c", "printf '\\377\\000\\001' | od -An -tx1"])).stdout.trim()).toBe(
      "ff 00 01",
    );
  });

  it("is ended at its time limit, and that is told", async () => {
    const slow = await run(["sh", "-c", "echo begun; exec sleep infinity"], { timeoutSeconds: 1 });
    expect(slow).toMatchObject({ timedOut: true, stdout: "begun\n" });
    expect(slow.code).not.toBe(0);
    expect((await run(["sh", "-c", "ps -e -o args= | grep -c '[s]leep infinity'; true"])).stdout.trim()).toBe(
      "0",
    );
  });

  it("is cut off after 1 MiB of output, and that is told", async () => {
    const { truncated, stdout } = await run(["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"]);
    expect(truncated).toBe(true);
    expect(stdout.length).toBeLessThanOrEqual(1024 * 1024);
  });

  it("is ended when the caller hangs up", async () => {
    const hangUp = new AbortController();
    const command = ["sh", "-c", "echo begun; exec sleep 987654"];
    const call = tenant.containers.Exec({ owner, name: "dev", command }, { signal: hangUp.signal });
    const read = (async () => {
      for await (const { stdout } of call) if (stdout) hangUp.abort();
    })();
    await read.catch(() => undefined);
    const left = () => run(["sh", "-c", "ps -e -o args= | grep -c '[s]leep 987654'; true"]);
    await expect.poll(async () => (await left()).stdout.trim(), { timeout: 30_000, interval: 200 }).toBe("0");
  });

  it("leaves nothing behind, at whatever moment its caller hangs up", async () => {
    const follow = { owner, name: "dev", follow: true };
    const sleep = { owner, name: "dev", command: ["sleep", "987655"] };
    // From before it is begun to well after.
    const moments = Array.from({ length: 20 }, (_, index) => index * 8);
    await Promise.allSettled(
      moments.map(async (ms, index) => {
        const signal = AbortSignal.timeout(ms);
        const { Logs, Exec } = tenant.containers;
        const call = index % 2 === 0 ? Logs(follow, { signal }) : Exec(sleep, { signal });
        for await (const _ of call);
      }),
    );
    const left = () =>
      inAppliance("sh", "-c", "ps -e -o args= | grep -c -e '[v]oxnix-exec' -e '[s]leep 987655'; true");
    await expect.poll(left, { timeout: 30_000, interval: 200 }).toBe("0");
  });

  it("may run beside others", async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => String(index));
    const ran = await Promise.all(numbers.map((each) => run(["echo", each])));
    expect(ran.map(({ stdout }) => stdout.trim())).toEqual(numbers);
  });
});

describe("the journal of a container", () => {
  it("can be followed: new lines come as they are written, until the reader hangs up", async () => {
    const hangUp = new AbortController();
    const follow = tenant.containers.Logs(
      { owner, name: "dev", lines: 1, follow: true },
      { signal: hangUp.signal },
    );
    const seen: string[] = [];
    const read = (async () => {
      for await (const { text } of follow) {
        seen.push(text);
        if (seen.length === 1) await run(["sh", "-c", "echo a fresh line | systemd-cat -t tester"]);
        if (text === "a fresh line") hangUp.abort();
      }
    })();
    await read.catch(() => undefined);
    expect(seen).toContain("a fresh line");
  });

  it("can be narrowed to a unit", async () => {
    const entries: { unit: string; text: string }[] = [];
    for await (const entry of tenant.containers.Logs({
      owner,
      name: "dev",
      unit: "systemd-journald.service",
      lines: 20,
    }))
      entries.push(entry);
    expect(new Set(entries.map(({ unit }) => unit))).toEqual(new Set(["systemd-journald.service"]));
  });

  it("gives at most as many lines as asked for", async () => {
    expect((await logsOf(tenant, owner, "dev", 3)).length).toBe(3);
  });
});
