import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import { writeAtomically } from "../store/atomic.ts";
import type { ContainerRecord } from "../store/record.ts";
import { lastLines, type Run } from "../system/run.ts";
import { readConf } from "./addresses.ts";

const timeoutMs = 10_000;

/** The hardware address that goes with an IPv4 address: one of those that are nobody's (RFC 7042, section 2.1). */
export function macOf(address: string): string {
  const octets = address.split(".").map((octet) => Number(octet).toString(16).padStart(2, "0"));
  return ["0a", "76", ...octets].join(":");
}

/**
 * Lets a machine speak on the bridge with its own two addresses alone, and to the host alone, from before it boots
 * (nix/host/fence.nix). The file is what the host's next boot reads.
 * @param folder of those files
 * @throws INSTALL_FAILED if the kernel did not take it: nobody is let onto the bridge without
 */
export async function fence(run: Run, folder: string, record: ContainerRecord): Promise<void> {
  const { machine, name } = record;
  const file = join(folder, `${machine}.nft`);
  const own = fenceOf(record);
  // Composed by a version before the fence: it speaks with what nspawn gives it.
  if (own === undefined) return unfence(run, folder, record);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeAtomically(file, own.rules);
  const done = await run("nft", ["-f", file], { timeoutMs });
  if (done.code === 0) return;
  throw new VoxnixError(
    "INSTALL_FAILED",
    `${name} has no fence on the bridge, and so is not let onto it. See: systemctl restart voxnix-fence`,
    { container: name, lines: lastLines(done.stderr, 10) },
  );
}

/** What a machine may speak as, from its conf, and the rules that let it; undefined where its conf does not say. */
export function fenceOf({ machine, hostSide }: ContainerRecord): { pair: string; rules: string } | undefined {
  const { LOCAL_MAC_ADDRESS: mac, LOCAL_ADDRESS: address } = readConf(
    join(hostSide, `etc/nixos-containers/${machine}.conf`),
  );
  if (!mac || !address) return undefined;
  const pair = pairOf(mac, address.split("/")[0] ?? "");
  return { pair, rules: elements("add", machine, pair) };
}

/** Forgets what a machine might say, and how much it said; another one may get its name, and its address. */
export async function unfence(run: Run, folder: string, record: ContainerRecord): Promise<void> {
  const { machine, address } = record;
  await rm(join(folder, `${machine}.nft`), { force: true });
  const pair = pairOf(macOf(address), address);
  // Added before: to delete what is not there is an error.
  const rules = ["add", "delete"].map((verb) => elements(verb, machine, pair)).join("");
  // Of one that had no connections, or where the kernel does not count them, there is nothing to forget.
  const counted = `delete element inet voxnix-connections open { ${address} }`;
  await Promise.all([rules, counted].map((text) => run("nft", [text], { timeoutMs })));
}

/** An element of one of the fence's sets, as nft names it. */
export function element(set: "ports" | "addresses", machine: string, pair = ""): string {
  const port = `"vb-${machine}"`;
  return `bridge voxnix ${set} { ${set === "ports" ? port : `${port} . ${pair}`} }`;
}

const pairOf = (mac: string, address: string) => `${mac} . ${address}`;

function elements(verb: string, machine: string, pair: string): string {
  const both = [element("ports", machine), element("addresses", machine, pair)];
  return both.map((one) => `${verb} element ${one}\n`).join("");
}
