import { expect, test } from "vitest";
import { agentEnvironmentFrom, needsOutside, renderEnvironmentFile } from "./agent-environment.ts";

test("only the agent's settings are taken from the shell", () => {
  const shell = {
    LLM_MODEL: "offline",
    TELEGRAM_BOT_TOKEN: "1:a",
    HOME: "/root",
    AWS_SECRET: "x",
    LLM_BASE_URL: "",
  };
  expect(agentEnvironmentFrom(shell)).toEqual({ LLM_MODEL: "offline", TELEGRAM_BOT_TOKEN: "1:a" });
});

test("a key or an address of the outside asks for the host's network, a model's name does not", () => {
  for (const name of ["OPENROUTER_API_KEY", "OPENAI_API_KEY", "LLM_BASE_URL", "TELEGRAM_BOT_TOKEN"])
    expect(needsOutside({ [name]: "x" })).toBe(true);
  expect(needsOutside({ LLM_MODEL: "offline", OPENAI_API_KEY: "" })).toBe(false);
});

test("values keep quotes, backslashes and dollars in an environment file", () => {
  expect(renderEnvironmentFile({ B: 'a"b\\c$d', A: "1" })).toBe('A="1"\nB="a\\"b\\\\c\\$d"\n');
});

test("a value with a line break is refused, so that it cannot bring a second variable", () => {
  expect(() => renderEnvironmentFile({ A: "1\nB=2" })).toThrow(/"A"/);
  expect(() => renderEnvironmentFile({ "A B": "1" })).toThrow(/"A B"/);
});
