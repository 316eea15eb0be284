import { afterAll, beforeAll, describe, expect } from "vitest";
import { attack } from "../attack/harness/attack.ts";
import { holds, inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { lanAddress, layLan, takeLanAway } from "./harness/lan.ts";
import { finish, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
/** Has root inside of a container, and bad intentions. */
const eve = newOwner("eve");
const vic = newOwner("vic");
const listener = "voxnix-tests-listener.service";
const port = 7_353;
const connectionsOfOne = 4_096;
/** Not every kernel can count them: nix/host/fence.nix. */
const counting =
  "table inet voxnix-tests { set s { type ipv4_addr; flags dynamic; }; chain c { ct state new add @s { ip saddr ct count over 9 } drop; }; }";
const counted = await holds("nft", "--check", counting);
if (!counted)
  console.warn("Not tested: how many connections a container may have. This kernel does not count.");

const hers = { machine: "", address: "" };
const his = { machine: "", address: "" };
const sh = async (script: string) => runIn(tenant, eve, "dev", ["sh", "-c", script], { timeoutSeconds: 30 });
const gateway = () => hers.address.replace(/\.\d+$/, ".1");
const reached = async (script: string) => (await sh(script)).code === 0;
const ping = (address: string, more = "") => `ping -n -c 1 -W 1 ${more} ${address} > /dev/null`;
const connects = (address: string) => `timeout 2 bash -c 'exec 3<>/dev/tcp/${address}/${port}'`;
const restored = (script: string, undo: string) => `${script}; code=$?; ${undo}; exit $code`;
const answersHost = (address: string) => holds("ping", "-n", "-c", "1", "-W", "10", address);

// Rows of docs/security.md: npm run attack -- --only container --markdown
describe("root inside of a container, on the bridge", () => {
  beforeAll(async () => {
    const make = (owner: string) =>
      succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules: [{ name: "workspace" }] } }));
    const [a, b] = await Promise.all([make(eve), make(vic)]);
    Object.assign(hers, a);
    Object.assign(his, b);
    // On all addresses of the host, as many a service listens; and the host passes packets on, as one with NAT does.
    const listen = `require("net").createServer((c) => c.on("error", () => {}).end("host")).listen(${port})`;
    await inAppliance(
      ...["systemd-run", "--quiet", "--collect", `--unit=${listener}`],
      ...["node", "-e", listen],
    );
    await inAppliance("sysctl", "--quiet", "--write", "net.ipv4.ip_forward=1");
    // What is refused below is not refused because there is no network.
    expect(await reached(ping(gateway(), "-W 10"))).toBe(true);
    expect(await answersHost(hers.address)).toBe(true);
  });
  afterAll(async () => {
    await inAppliance("sysctl", "--quiet", "--write", "net.ipv4.ip_forward=0");
    await inAppliance("systemctl", "stop", listener);
    for (const owner of [eve, vic]) await finish(tenant.containers.Destroy({ owner, name: "dev" }));
  });

  attack(
    "services of the host, at the bridge's address and at its others",
    "not reached, but for name servers and what `services.voxnix.network.hostPorts` names",
    async () => {
      const answers = () => holds("bash", "-c", `exec 3<>/dev/tcp/${gateway()}/${port}`);
      expect(await answers()).toBe(true);
      expect(await reached(connects(gateway()))).toBe(false);
      await inAppliance("ip", "address", "replace", "192.0.2.1/32", "dev", "lo");
      expect(await reached(connects("192.0.2.1"))).toBe(false);
      await inAppliance("ip", "address", "delete", "192.0.2.1/32", "dev", "lo");
      expect(await answers()).toBe(true);
      return "of a listener on all addresses neither is reached from inside, and both are from the host";
    },
  );

  attack("other containers: directly, and by way of the host, which forwards", "not reached", async () => {
    expect(await reached(ping(his.address))).toBe(false);
    const via = `ip route replace ${his.address} via ${gateway()}`;
    expect(await reached(restored(`${via} && ${ping(his.address)}`, `ip route del ${his.address}`))).toBe(
      false,
    );
    expect(await answersHost(his.address)).toBe(true);
    return "no answer on either way; the host gets one";
  });

  attack(
    "speaking with another's IP address; with that and its MAC address; taking it over by ARP",
    "no such frame passes",
    async () => {
      const stolen = `ip address add ${his.address}/24 dev eth0`;
      const back = `ip address del ${his.address}/24 dev eth0`;
      expect(await reached(restored(`${stolen} && ${ping(gateway(), `-I ${his.address}`)}`, back))).toBe(
        false,
      );
      const hex = (octet: string) => Number(octet).toString(16).padStart(2, "0");
      const mac = (address: string) =>
        `ip link set eth0 address 0a:76:${address.split(".").map(hex).join(":")}`;
      const asHim = `${mac(his.address)} && ${stolen} && busybox arping -U -I eth0 -c 2 -w 2 ${his.address}; ${ping(gateway(), `-I ${his.address}`)}`;
      expect(await reached(restored(asHim, `${back}; ${mac(hers.address)}`))).toBe(false);
      expect(await answersHost(his.address)).toBe(true);
      expect(await inAppliance("ip", "neigh", "show", his.address)).toContain("0a:76:");
      expect(await reached(ping(gateway(), "-W 10"))).toBe(true);
      return "no answer; the host goes on finding the owner of the address, and her when she speaks as herself";
    },
  );

  attack("passing for the gateway of who else is on the bridge", "not heard", async () => {
    const stolen = restored(
      `ip address add ${gateway()}/24 dev eth0; busybox arping -U -I eth0 -c 2 -w 2 ${gateway()}`,
      `ip address del ${gateway()}/24 dev eth0; ip route replace default via ${gateway()}`,
    );
    await sh(stolen);
    const pinged = await runIn(tenant, vic, "dev", ["ping", "-n", "-c", "1", "-W", "10", gateway()]);
    expect(pinged.code).toBe(0);
    const { stdout } = await runIn(tenant, vic, "dev", ["ip", "neigh", "show", gateway()]);
    const bridge = await inAppliance("cat", "/sys/class/net/br-vox/address");
    expect(stdout).toContain(bridge);
    return "the container beside it goes on finding the bridge there";
  });

  attack("IPv6: neighbours, the host, router advertisements", "no frame passes", async () => {
    const { stdout } = await sh("ping -6 -n -c 2 -W 1 ff02::1%eth0; ip -6 neigh");
    const shown = (await sh("ip -6 -o address show dev eth0 scope link")).stdout;
    const own = shown.split(/\s+/)[3]?.split("/")[0] ?? "";
    const answered = [...stdout.matchAll(/from (fe80[0-9a-f:]+)/g)].map(([, address]) => address);
    expect(answered.filter((address) => address !== own)).toEqual([]);
    expect(await inAppliance("ip", "-6", "-o", "address", "show", "dev", "br-vox")).toBe("");
    return "nobody answers all nodes but itself; the bridge has no IPv6 address";
  });

  attack(
    "the network that the host is in, 192.168/16 and other private ones",
    "not reached, unless `network.reachPrivateNetworks`; its name servers are",
    async () => {
      const [there, asks] = [
        `timeout 2 bash -c 'exec 3<>/dev/tcp/${lanAddress}/80'`,
        `timeout 2 bash -c 'exec 3<>/dev/tcp/${lanAddress}/53'`,
      ];
      await layLan(hers.address);
      try {
        expect([await reached(there), await reached(asks)]).toEqual([true, true]);
        await layLan(hers.address, { fenced: true });
        expect([await reached(there), await reached(asks)]).toEqual([false, true]);
      } finally {
        await takeLanAway();
      }
      return "of a machine in 192.168.77/24 port 80 is not reached with the rules of the NixOS module and is without, port 53 is with both";
    },
  );

  if (counted)
    attack(
      "filling the table of connections, which is one for all",
      `at most ${connectionsOfOne} of a container; others go on`,
      async () => {
        const tries = 6_000;
        const sockets = `socket(my $s, PF_INET, SOCK_DGRAM, 0); bind($s, pack_sockaddr_in($_, INADDR_ANY)); $n++ if defined send($s, "x", 0, $to)`;
        const flood = `use Socket; my ($n, $to) = (0, pack_sockaddr_in(53, inet_aton("${gateway()}"))); for (20001..${20_000 + tries}) { ${sockets} } print $n`;
        const { stdout } = await runIn(tenant, eve, "dev", ["perl", "-e", flood], { timeoutSeconds: 30 });
        expect(Number(stdout)).toBeGreaterThan(tries - 100);
        // Of each connection who began it comes first. Those that are closed make room when it is needed.
        const begun = `grep -Ev 'TIME_WAIT|CLOSE' /proc/net/nf_conntrack | grep -Ec '^[^=]* src=${hers.address} '`;
        const open = Number(await inAppliance("sh", "-c", begun));
        expect(open).toBeLessThanOrEqual(connectionsOfOne);
        expect(open).toBeGreaterThan(connectionsOfOne / 2);
        const pinged = await runIn(tenant, vic, "dev", ["ping", "-n", "-c", "1", "-W", "10", gateway()]);
        expect(pinged.code).toBe(0);
        return `of ${stdout} that it began at once ${open} are in the table; the container beside it begins another`;
      },
    );
});
