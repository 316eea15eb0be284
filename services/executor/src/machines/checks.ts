import { existsSync } from "node:fs";
import { readFile, statfs } from "node:fs/promises";
import type { HostCheck } from "@voxnix/protocol";
import type { Run } from "../system/run.ts";

export interface CheckOptions {
  bridge: string;
  extraContainer: string;
  nixpkgs: string;
  state: string;
  workspaces: string;
  /** How many containers run, for what they take of the kernel. */
  running: number;
}

type Finding = { ok: boolean; detail: string; advice: string };
const fine = (detail: string): Finding => ({ ok: true, detail, advice: "" });
const wrong = (detail: string, advice: string): Finding => ({ ok: false, detail, advice });

/** Looks afresh at what containers need of the host. Never throws: what cannot be looked at is not well. */
export async function checkHost(run: Run, options: CheckOptions): Promise<HostCheck[]> {
  const checks: Record<string, () => Promise<Finding>> = {
    nix: () => nix(run),
    nixpkgs: () => nixpkgs(options.nixpkgs),
    "extra-container": () => extraContainer(run, options.extraContainer),
    systemd: () => systemd(run),
    machined: () => machined(run),
    bridge: () => bridge(options.bridge),
    store: () => disk("/nix/store", 5, "run nix-collect-garbage"),
    state: () => disk(options.state, 0.5, "run nix-collect-garbage if it is on the same disk"),
    workspaces: () => disk(options.workspaces, 0.5, "discard copies of workspaces from the trash"),
    memory: () => memory(),
    inotify: () => inotify(options.running),
  };
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const finding = await check().catch((error: unknown) =>
        wrong(error instanceof Error ? error.message : String(error), "See: journalctl -u voxnix-executor"),
      );
      return { name, ...finding };
    }),
  );
}

const quick = { timeoutMs: 10_000 };

async function nix(run: Run): Promise<Finding> {
  const { code, stdout, stderr } = await run("nix", ["--version"], quick);
  if (code === 0) return fine(stdout.trim());
  return wrong(
    `nix does not run: ${stderr.trim().slice(0, 200)}`,
    "Install Nix, or put it on the executor's PATH.",
  );
}

async function nixpkgs(path: string): Promise<Finding> {
  if (existsSync(`${path}/nixos/lib/eval-config.nix`)) return fine(path);
  return wrong(`there is no nixpkgs at ${path}`, "Set VOXNIX_NIXPKGS to one.");
}

async function extraContainer(run: Run, program: string): Promise<Finding> {
  const { code, stdout } = await run(program, ["--help"], quick);
  if (code === 0 || stdout !== "") return fine(`${program} runs`);
  return wrong(`${program} does not run`, "Install extra-container, or set VOXNIX_EXTRA_CONTAINER to it.");
}

async function systemd(run: Run): Promise<Finding> {
  const { stdout, stderr } = await run("systemctl", ["is-system-running"], quick);
  const state = stdout.trim();
  if (state === "running" || state === "starting") return fine(`the host is ${state}`);
  if (state === "degraded") return failedUnits(run);
  return wrong(`systemd says ${state || stderr.trim()}`, "See: systemctl status");
}

// A container that died is its owner's matter, and told as such.
async function failedUnits(run: Run): Promise<Finding> {
  const listing = ["list-units", "--failed", "--plain", "--no-legend"];
  const { stdout } = await run("systemctl", listing, quick);
  const names = stdout.split("\n").flatMap((line) => line.trim().split(/\s+/, 1));
  const own = names.filter((name) => name !== "" && !name.startsWith("container@"));
  if (own.length === 0) return fine("the host is running");
  return wrong(`failed: ${own.join(", ")}`, "See: systemctl --failed");
}

async function machined(run: Run): Promise<Finding> {
  const { code, stderr } = await run("busctl", ["--timeout=5", "get-property", ...machinedObject], quick);
  if (code === 0) return fine("systemd-machined answers");
  return wrong(
    `systemd-machined does not answer: ${stderr.trim().slice(0, 200)}`,
    "See: systemctl status systemd-machined",
  );
}

const machinedObject = [
  "org.freedesktop.machine1",
  "/org/freedesktop/machine1",
  "org.freedesktop.machine1.Manager",
  "PoolUsage",
];

async function bridge(name: string): Promise<Finding> {
  if (!existsSync(`/sys/class/net/${name}/bridge`)) {
    return wrong(`there is no bridge ${name}`, "See: systemctl status voxnix-bridge");
  }
  // A bridge without ports has no carrier and counts as down: the flag says whether it was set up.
  const flags = Number(await readFile(`/sys/class/net/${name}/flags`, "utf8"));
  if ((flags & 1) === 1) return fine(`${name} is up`);
  return wrong(`${name} is down`, `Run: ip link set ${name} up`);
}

async function disk(path: string, leastGib: number, how: string): Promise<Finding> {
  const { bavail, bsize, ffree, files } = await statfs(path);
  const gib = (bavail * bsize) / 2 ** 30;
  const detail = `${gib.toFixed(1)} GB free in ${path}`;
  if (files > 0 && ffree / files < 0.02)
    return wrong(`hardly any inodes free in ${path}`, `Remove files there: ${how}.`);
  if (gib >= leastGib) return fine(detail);
  return wrong(detail, `Make room, at least ${leastGib} GB: ${how}.`);
}

async function memory(): Promise<Finding> {
  const text = await readFile("/proc/meminfo", "utf8");
  const kib = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  const available = kib("MemAvailable") / 2 ** 20;
  const detail = `${available.toFixed(1)} of ${(kib("MemTotal") / 2 ** 20).toFixed(1)} GB memory available`;
  if (available >= 0.5) return fine(detail);
  return wrong(
    detail,
    "Stop a container, or give the host more memory: building a system takes 1 GB and more.",
  );
}

/** Measured: a container takes seven. */
const instancesPerContainer = 7;

async function inotify(running: number): Promise<Finding> {
  const limit = Number(await readFile("/proc/sys/fs/inotify/max_user_instances", "utf8"));
  const detail = `${limit} inotify instances, enough for ${Math.floor(limit / instancesPerContainer)} containers`;
  if (limit >= (running + 2) * instancesPerContainer) return fine(detail);
  return wrong(detail, "Raise it: sysctl fs.inotify.max_user_instances=4096");
}
