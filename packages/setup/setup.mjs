// Brings the workspace's dependencies up to the lock file. Plain JavaScript for Node 20 and newer:
// everything else in this repository runs on the Node 24 that this installs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Not the "packageManager" field: pnpm would then look for its own version in the registry at each frozen install.
const pnpm = "pnpm@12.21.0";
const stamp = `${root}node_modules/.voxnix-setup`;

/** The Node 24 that the workspace brings. */
export const node = `${root}node_modules/node/bin/node`;

/** Installs what the lock file names, unless that very state is installed already. Ends the process with a sentence if it cannot. */
export function setup() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) fail(`voxnix needs Node 20 or newer to begin with; this is ${process.version}.`);
  const wanted = fingerprint();
  if (existsSync(stamp) && existsSync(node) && readFileSync(stamp, "utf8") === wanted) return;

  const began = Date.now();
  process.stderr.write(`voxnix: installing the workspace's packages with ${pnpm} …\n`);
  const result = spawnSync("npx", ["--yes", pnpm, "install", "--frozen-lockfile", "--reporter=append-only"], {
    cwd: root,
    encoding: "utf8",
    // Standard output belongs to the command that comes after the set-up.
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CI: "true" },
  });
  if (result.error || result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
    fail(
      "the packages could not be installed (see above). voxnix needs npm and a reachable npm registry; run `npm run setup` to try again.",
    );
  }
  writeFileSync(stamp, wanted);
  process.stderr.write(`voxnix: packages installed in ${Math.round((Date.now() - began) / 1000)} s\n`);
}

// What decides the installed state: the lock file and the workspace's own settings.
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    hash.update(readFileSync(`${root}${file}`));
  return hash.digest("hex");
}

function fail(sentence) {
  process.stderr.write(`voxnix: ${sentence}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
