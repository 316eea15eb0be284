import { expect, test } from "vitest";
import { meantAsSecret } from "./near-secret.ts";

test.each([
  ["/secrets key hunter2", "key hunter2"],
  ["/secert key hunter2", "key hunter2"],
  ["/Secrét key hunter2", "key hunter2"],
  ["/ secret key hunter2", "key hunter2"],
  ["//secret key hunter2", "key hunter2"],
  ["\\secret key hunter2", "key hunter2"],
  ["./secret key hunter2", "key hunter2"],
  ["/set-secret key hunter2", "key hunter2"],
  ["/sercet key\nhunter2", "key\nhunter2"],
  ["/secrets", ""],
])("%j was meant as /secret", (text, rest) => {
  expect(meantAsSecret(text)).toBe(rest);
});

test.each([
  "secrets are hard to keep",
  "/etc/secrets is full",
  "/status now",
  "/select one of them",
  "/secure the box",
  "/restart dev",
  "/screen is dark",
  "what is in /secret of dev?",
])("%j was not", (text) => {
  expect(meantAsSecret(text)).toBeUndefined();
});
