import { z } from "zod";
import type { Run } from "../system/run.ts";
import { ask, plain } from "./inspect-ask.ts";

export interface Network {
  addresses: { interface: string; address: string }[];
  /** Empty if there is none. */
  defaultGateway: string;
  nameServers: string[];
}

/** The network as it is seen inside. */
export async function network(run: Run, machine: string, signal: AbortSignal): Promise<Network> {
  const told = async (...words: string[]) => (await ask(run, machine, words, signal)).stdout;
  const [addresses, routes, resolver] = await Promise.all([
    told("ip", "-json", "address"),
    told("ip", "-json", "route", "show", "default"),
    told("cat", "/etc/resolv.conf"),
  ]);
  return {
    addresses: parseAddresses(addresses),
    defaultGateway: parseGateway(routes),
    nameServers: parseNameServers(resolver),
  };
}

const Links = z.array(
  z.object({
    ifname: z.string().optional(),
    addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number(), scope: z.string() })).default([]),
  }),
);

/** The addresses in `ip -json address` that others could reach. */
export function parseAddresses(json: string): Network["addresses"] {
  return Links.parse(JSON.parse(json)).flatMap(({ ifname = "", addr_info }) =>
    addr_info
      .filter(({ scope }) => scope === "global")
      .map(({ local, prefixlen }) => ({ interface: plain(ifname), address: plain(`${local}/${prefixlen}`) })),
  );
}

/** The first gateway in `ip -json route show default`. */
export function parseGateway(json: string): string {
  if (json.trim() === "") return "";
  const routes = z.array(z.object({ gateway: z.string().optional() })).parse(JSON.parse(json));
  return plain(routes.find(({ gateway }) => gateway !== undefined)?.gateway ?? "");
}

/** The servers in a resolv.conf(5). */
export function parseNameServers(text: string): string[] {
  return [...text.matchAll(/^nameserver\s+(\S+)/gm)].map(([, server = ""]) => plain(server));
}
