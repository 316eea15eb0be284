import { expect, test } from "vitest";
import { execArguments } from "./exec.ts";
import { logArguments } from "./logs.ts";

const call = {
  machine: "dev",
  command: ["--help", "$HOME", "a b"],
  directory: "/root",
  environment: { A: "--x y" },
  timeoutMs: 60_000,
  outputLimit: 1,
  unlogged: false,
};

test("nothing of a caller's can be taken for an option of systemd-run", () => {
  const args = execArguments(call, "unit.service");
  const end = args.indexOf("--");
  expect(args.slice(end + 1)).toEqual(["--help", "$HOME", "a b"]);
  expect(args).toContain("--setenv=A=--x y");
  expect(args).toContain("--working-directory=/root");
  expect(args.slice(0, end).every((arg) => arg.startsWith("--"))).toBe(true);
});

test("systemd fills in no variables, and ends what outlives the executor", () => {
  const args = execArguments(call, "unit.service");
  expect(args).toContain("--expand-environment=no");
  expect(args).toContain("--property=TimeoutStartSec=75s");
});

test("a unit filter is one argument", () => {
  const args = logArguments({ machine: "dev", lines: 5, unit: "a.service", follow: true, running: true });
  expect(args).toEqual(expect.arrayContaining(["--unit=a.service", "--lines=5", "--follow"]));
});
