import { expect, test, vi } from "vitest";
import { findPackages } from "./find-packages.ts";

const names = [
  ...[
    "ripgrep",
    "ripgrep-all",
    "repgrep",
    "rust-analyzer",
    "rustc",
    "htop",
    "btop",
    "postgresql",
    "postgresql_16",
  ],
  ...["python3Packages.requests", "python3Packages.requests-oauthlib", "requests-cli", "nodejs_24"],
];

test.each([
  ["ripgrep", "ripgrep"],
  ["rip grep", "ripgrep"],
  ["ripgrap", "ripgrep"],
  ["rust analyser", "rust-analyzer"],
  ["postgres", "postgresql"],
  ["PostgreSQL", "postgresql"],
  ["requests", "python3Packages.requests"],
  ["python3Packages.request", "python3Packages.requests"],
  ["nodejs", "nodejs_24"],
  ["hotp", "htop"],
])("%s means %s first", (query, expected) => {
  expect(findPackages(query, names, 3)[0]).toBe(expected);
});

test("no more than so many, each once, and none for what is nothing", () => {
  expect(findPackages("p", names, 2)).toHaveLength(2);
  const found = findPackages("postgresql", names, 10);
  expect(new Set(found).size).toBe(found.length);
  expect(findPackages("  ", names, 5)).toEqual([]);
  expect(findPackages("zzzzzzzz", names, 5)).toEqual([]);
});

test("a list is gone through letter by letter once, however many questions come", () => {
  const list = [...names];
  const spelling = vi.spyOn(list, "map");
  for (const query of ["ripgrep", "htop", "zzz"]) findPackages(query, list, 3);
  expect(spelling).toHaveBeenCalledTimes(1);
});
