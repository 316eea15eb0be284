import { expect, test } from "vitest";
import { commandWords } from "./command-words.ts";

test.each([
  ["git --version", ["git", "--version"]],
  ["  ls   -la  /srv ", ["ls", "-la", "/srv"]],
  ["echo 'hello world' \"a b\"c", ["echo", "hello world", "a bc"]],
  ["printf '%s' '$HOME|x'", ["printf", "%s", "$HOME|x"]],
  ["echo ''", ["echo", ""]],
])("%s runs as it stands, without a shell", (line, words) => {
  expect(commandWords(line)).toEqual(words);
});

test.each([
  "ls | wc -l",
  "echo $HOME",
  'echo "$HOME"',
  "cat *.txt",
  "a && b",
  "FOO=1 env",
  "cd /srv",
  "echo it's",
  "echo a\\ b",
  "ls ~",
])("%s goes to a shell", (line) => {
  expect(commandWords(line)).toEqual(["sh", "-c", line]);
});
