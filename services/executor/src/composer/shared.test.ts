import { expect, test, vi } from "vitest";
import type { Reporter } from "./nix.ts";
import { type SharedBuild, shareBuilds } from "./shared.ts";

const reporter = () => ({ phase: vi.fn(), progress: vi.fn(), log: vi.fn() }) satisfies Reporter;

function build() {
  const finished = Promise.withResolvers<string>();
  const begin = vi.fn(({ signal }: SharedBuild) => {
    signal.addEventListener("abort", () => finished.reject(signal.reason));
    return finished.promise;
  });
  return { begin, finished };
}

test("two who ask for the same image share one build, and both hear of it", async () => {
  const share = shareBuilds<string>();
  const { begin, finished } = build();
  const [one, two] = [reporter(), reporter()];
  const signal = new AbortController().signal;
  const results = [share("key", one, signal, begin), share("key", two, signal, begin)];
  await expect.poll(() => begin.mock.calls.length).toBe(1);
  begin.mock.calls[0]?.[0].report.log("nix", "hello");
  finished.resolve("/nix/store/x");
  expect(await Promise.all(results)).toEqual(["/nix/store/x", "/nix/store/x"]);
  expect(one.log).toHaveBeenCalledWith("nix", "hello");
  expect(two.log).toHaveBeenCalledWith("nix", "hello");
});

test("one who cancels does not end the build of the other", async () => {
  const share = shareBuilds<string>();
  const { begin, finished } = build();
  const leaving = new AbortController();
  const left = share("key", reporter(), leaving.signal, begin);
  const stays = share("key", reporter(), new AbortController().signal, begin);
  leaving.abort(new Error("cancelled"));
  await expect(left).rejects.toThrow("cancelled");
  finished.resolve("/nix/store/x");
  expect(await stays).toBe("/nix/store/x");
});

test("the build ends with the last who waits, and the next one begins anew", async () => {
  const share = shareBuilds<string>();
  const first = build();
  const leaving = new AbortController();
  const left = share("key", reporter(), leaving.signal, first.begin);
  await expect.poll(() => first.begin.mock.calls.length).toBe(1);
  leaving.abort(new Error("cancelled"));
  await expect(left).rejects.toThrow("cancelled");
  expect(first.begin.mock.calls[0]?.[0].signal.aborted).toBe(true);
  const second = build();
  second.finished.resolve("/nix/store/y");
  expect(await share("key", reporter(), new AbortController().signal, second.begin)).toBe("/nix/store/y");
});
