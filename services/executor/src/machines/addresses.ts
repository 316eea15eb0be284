import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Subnet {
  /** The first address: the bridge's own. */
  gateway: string;
  prefixLength: number;
  /** All others but the broadcast address, lowest first. */
  addresses: string[];
}

/** Reads a network in CIDR form, e.g. "10.88.0.0/24". */
export function parseSubnet(cidr: string): Subnet {
  const [base = "", prefix = ""] = cidr.split("/");
  const prefixLength = Number(prefix);
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(toNumber(base) / size) * size;
  return {
    gateway: toText(first + 1),
    prefixLength,
    addresses: Array.from({ length: size - 3 }, (_, index) => toText(first + 2 + index)),
  };
}

/** The lowest address that nobody has, or undefined if all are taken. */
export function freeAddress(subnet: Subnet, taken: Iterable<string>): string | undefined {
  const used = new Set(taken);
  return subnet.addresses.find((address) => !used.has(address));
}

/** The addresses in the confs of all nixos-containers on the host, voxnix's own and others'. */
export function confAddresses(folder = "/etc/nixos-containers"): string[] {
  return confs(folder).flatMap((file) => {
    const value = readConf(join(folder, file)).LOCAL_ADDRESS ?? "";
    const address = value.split("/")[0] ?? "";
    return address === "" ? [] : [address];
  });
}

/** The assignments of a conf; empty if it cannot be read. */
export function readConf(path: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_0-9]+)=(.*)$/gm)].map(([, key = "", value = ""]) => [
      key,
      value.replace(/^"(.*)"$/, "$1"),
    ]),
  );
}

function confs(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".conf"));
  } catch {
    return [];
  }
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
