import { expect, test } from "vitest";
import { parseCommand } from "./arguments.ts";

test("each command of the usage text is understood", () => {
  expect(parseCommand(["up"])).toEqual({ verb: "up", services: true });
  expect(parseCommand(["up", "--no-services"])).toEqual({ verb: "up", services: false });
  expect(parseCommand(["status"])).toEqual({ verb: "status", json: false });
  expect(parseCommand(["status", "--json"])).toEqual({ verb: "status", json: true });
  expect(parseCommand(["logs", "dbus.service", "-f"])).toEqual({
    verb: "logs",
    units: ["dbus.service"],
    follow: true,
  });
  expect(parseCommand(["add", "go", "vim"])).toEqual({ verb: "add", packages: ["go", "vim"] });
  expect(parseCommand(["down"])).toEqual({ verb: "down" });
  expect(parseCommand(["reset"])).toEqual({ verb: "reset" });
  expect(parseCommand([])).toEqual({ verb: "help" });
});

test("exec passes everything after -- to the program, its own switches included", () => {
  expect(parseCommand(["exec", "--", "ls", "-l", "--", "x"])).toEqual({
    verb: "exec",
    argv: ["ls", "-l", "--", "x"],
  });
});

test("exec without a program says how to use it", () => {
  expect(() => parseCommand(["exec", "--"])).toThrow(/exec needs a program: npm run sandbox/);
});

test("add without a package says how to use it", () => {
  expect(() => parseCommand(["add"])).toThrow(/add needs a package: npm run sandbox/);
});

test("what is not understood is named", () => {
  expect(() => parseCommand(["dwon"])).toThrow(/"dwon"/);
  expect(() => parseCommand(["up", "--fast"])).toThrow(/up: .*--fast/);
  expect(() => parseCommand(["reset", "now"])).toThrow(/reset: .*now/);
});
