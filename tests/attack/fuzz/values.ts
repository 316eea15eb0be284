// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell and Nix text is the point here
import type { Random } from "../../soak/random.ts";
import { canary, trace, type World } from "./world.ts";

/** Texts that mean something to somebody they must not reach: a shell, Nix, a path, a log, a terminal, JSON. */
export const nasty = [
  "",
  " ",
  ".",
  "..",
  "/",
  `../../../..${canary.file}`,
  canary.file,
  `/proc/self/root${canary.file}`,
  "mine/../treasure",
  "/nix/store/../../etc/passwd",
  "%2e%2e%2f",
  "-",
  "--help",
  "--version",
  "-M.host",
  "--machine=.host",
  `--file=${canary.file}`,
  "--property=User=0",
  `$(touch ${trace})`,
  `\`touch ${trace}\``,
  `; touch ${trace}; `,
  `| touch ${trace}`,
  `&& touch ${trace}`,
  `\n touch ${trace}\n`,
  `'; touch ${trace}; '`,
  `"; touch ${trace}; "`,
  `\${builtins.readFile ${canary.file}}`,
  `\${builtins.readFile "${canary.file}"}`,
  `''\${builtins.readFile "${canary.file}"}''`,
  `"; x = builtins.readFile "${canary.file}"; y = "`,
  "${pkgs.git}",
  "''",
  "$$",
  "%n%i%h%u",
  "\0",
  "mine\0treasure",
  "mine\n",
  "mine\r\nX: y",
  "\u001b[2J\u001b]0;x\u0007",
  "\u202emine",
  "mіne",
  "\ud800",
  "a\udc00b",
  "😀".repeat(50),
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  '{"a":1}',
  "null",
  "NaN",
  "*",
  "[a-z]*",
  "x".repeat(12),
  "x".repeat(256),
  "x".repeat(5_000),
  "ü".repeat(40_000),
  "a:b:c",
  "telegram:0",
  "test:*",
  ".host",
  "1e309",
] as const satisfies readonly [string, ...string[]];

/** Numbers at the edges of what a field, a type or JavaScript can hold. */
export const edges = [
  0,
  1,
  -1,
  2,
  63,
  64,
  100,
  500,
  501,
  5_000,
  5_001,
  10_000,
  10_001,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  -(2 ** 31),
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 62,
  1_700_000_000_000,
] as const satisfies readonly [number, ...number[]];

const units = [
  "systemd-machined.service",
  "nix-daemon.service",
  "sshd.service",
  "voxnix-executor.service",
] as const;
const words = ["true", "id", "echo", "sh", "-c", "cat", "/etc/hostname", "x"] as const;

/** A value that the field of this name could well have; undefined where its name tells nothing. */
export function fitting(field: string, world: World, random: Random): string | undefined {
  switch (field) {
    case "owner":
      return world.owner;
    case "name":
    case "container":
      return random.pick([...world.names, "my-key"]);
    case "request_id":
      return random.chance(0.7) ? "" : `r-${Math.floor(random.next() * 1e6)}`;
    case "operation_id":
    case "copy_id":
      return random.pick(world.own);
    case "path":
    case "expected_image":
      return random.chance(0.5) ? "" : random.pick(world.theirs);
    case "unit":
      return random.chance(0.5) ? "" : random.pick(units);
    case "directory":
      return random.pick(["", "/root", "/tmp", "/"]);
    case "command":
      return random.pick(words);
    case "packages":
    case "query":
      return random.pick(["git", "fish", "ripgrep", "hello", "rust analyser"]);
    case "label":
      return random.pick(["", "before", "after"]);
    case "module":
      return random.pick(world.modules);
    case "setting":
      return random.pick(world.settings);
    default:
      return undefined;
  }
}

/** A text that has no business in the field. */
export function unfitting(world: World, random: Random): string {
  const choice = random.next();
  if (choice < 0.6) return random.pick(nasty);
  if (choice < 0.75) return random.pick(world.theirs);
  if (choice < 0.8) return world.victim;
  if (choice < 0.9) return `${random.pick(world.names)}${random.pick(nasty).slice(0, 100)}`;
  return String.fromCharCode(
    ...Array.from({ length: Math.floor(random.next() * 40) }, () => Math.floor(random.next() * 0xffff)),
  );
}
