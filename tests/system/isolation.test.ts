import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holds, inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { finish, succeed } from "./harness/operation.ts";
import { refused, syscalls } from "./harness/refused.ts";

const { tenant } = openDoors();
/** Has root inside of a container, and bad intentions. */
const eve = newOwner("eve");
const vic = newOwner("vic");
const scene = "/var/lib/voxnix-tests/isolation";
const listener = "voxnix-tests-listener.service";
const port = 7_353;

const hers = { machine: "", address: "" };
const his = { machine: "", address: "" };
const sh = async (script: string) => runIn(tenant, eve, "dev", ["sh", "-c", script], { timeoutSeconds: 30 });
const onHost = (script: string) => inAppliance("sh", "-c", script);
const gateway = () => hers.address.replace(/\.\d+$/, ".1");

describe("root inside of a container", () => {
  beforeAll(async () => {
    const make = (owner: string) =>
      succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules: [{ name: "workspace" }] } }));
    const [a, b] = await Promise.all([make(eve), make(vic)]);
    Object.assign(hers, a);
    Object.assign(his, b);
    await onHost(`rm -rf ${scene}; mkdir -m 0755 -p ${scene}`);
    // On all addresses of the host, as many a service listens; and the host passes packets on, as one with NAT does.
    await inAppliance(
      ...["systemd-run", "--quiet", "--collect", `--unit=${listener}`],
      ...[
        "node",
        "-e",
        `require("net").createServer((c) => c.on("error", () => {}).end("host")).listen(${port})`,
      ],
    );
    await inAppliance("sysctl", "--quiet", "--write", "net.ipv4.ip_forward=1");
  });
  afterAll(async () => {
    await inAppliance("sysctl", "--quiet", "--write", "net.ipv4.ip_forward=0");
    await inAppliance("systemctl", "stop", listener);
    await onHost(`rm -rf ${scene}`);
    for (const owner of [eve, vic]) await finish(tenant.containers.Destroy({ owner, name: "dev" }));
  });

  it("is nobody on the host", async () => {
    const { stdout } = await sh("cat /proc/self/uid_map");
    const [inside, outside, count] = stdout.trim().split(/\s+/).map(Number);
    expect([inside, count]).toEqual([0, 65_536]);
    expect(outside).toBeGreaterThanOrEqual(65_536);
    const leader = await inAppliance("machinectl", "show", "--property=Leader", "--value", hers.machine);
    expect(await inAppliance("stat", "--format=%u", `/proc/${leader}`)).toBe(String(outside));
  });

  it("finds none of the host's sockets and folders, nor its Nix daemon", async () => {
    const socket = "/nix/var/nix/daemon-socket/socket";
    const unit = "voxnix-tests-daemon";
    await inAppliance(
      ...[
        "systemd-run",
        "--quiet",
        "--collect",
        `--unit=${unit}`,
        `--socket-property=ListenStream=${socket}`,
      ],
      ...["sleep", "60"],
    );
    try {
      expect(await holds("test", "-S", socket)).toBe(true);
      const secret = ["/run/voxnix", "/run/voxnix-agent", "/var/lib/voxnix", "/var/lib/voxnix-workspaces"];
      const { stdout } = await sh(
        `for path in ${[...secret, "/var/lib/nixos-containers", "/etc/voxnix", socket].join(" ")}; do [ -e $path ] && echo $path; done; umount /nix/var/nix/daemon-socket /nix/var/nix/db; ls /nix/var/nix/daemon-socket /nix/var/nix/db`,
      );
      expect(stdout).toBe("");
    } finally {
      await inAppliance("systemctl", "stop", `${unit}.socket`);
      await inAppliance("rm", "-f", socket);
    }
  });

  it("sees no process of the host's or of another container, and talks to its own systemd alone", async () => {
    const { stdout: processes } = await sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    expect(processes).toContain("systemd-journald");
    expect(processes).not.toMatch(/voxnix-executor|systemd-nspawn|main\.(ts|mjs)/);
    const property = "org.freedesktop.DBus.Properties Get ss org.freedesktop.systemd1.Manager Virtualization";
    const asked = `busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 ${property}`;
    expect((await sh(asked)).stdout).toContain('"systemd-nspawn"');
  });

  it("changes nothing for who supervises it by the socket that it reports to", async () => {
    const facts = () =>
      inAppliance(
        ...[
          "systemctl",
          "show",
          "--property=MainPID,ActiveState,StatusText,NRestarts,FileDescriptorStoreMax",
        ],
        `container@${hers.machine}.service`,
      );
    const before = await facts();
    await sh(
      "NOTIFY_SOCKET=/run/host/notify systemd-notify MAINPID=1 STATUS=owned WATCHDOG_USEC=1 FDSTORE=1 STOPPING=1",
    );
    expect(await facts()).toBe(before);
  });

  it("is refused what would change the host, or show more of it", async () => {
    const { stdout } = await sh(refused);
    expect(stdout.trim().split("\n")).toEqual(["tried"]);
  });

  it("is refused the system calls that reach the kernel itself", async () => {
    const { stdout } = await sh(syscalls);
    const answers = stdout.trim().split("\n");
    expect(answers.length).toBeGreaterThan(12);
    expect(
      answers.filter((line) => !/: (Operation not permitted|Function not implemented)$/.test(line)),
    ).toEqual([]);
  });

  it("leaves no setuid program where anybody else on the host gets to it", async () => {
    const places = ["/workspace", "/root", "/", "/nix/var/nix/profiles", "/nix/var/nix/gcroots"];
    const { stdout } = await sh(
      `for place in ${places.join(" ")}; do cp /bin/busybox $place/eve 2>/dev/null && chmod 4755 $place/eve && echo $place; done`,
    );
    // It is root there: it may.
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(["/workspace", "/"]));
    const seen = (as: readonly string[]) =>
      inAppliance(
        ...[...as, "find", "/var/lib", "/nix/var", "/srv", "/run"],
        ...["-name", "eve", "-perm", "-4000"],
      ).catch(() => "");
    const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    expect(
      await onHost(`${nobody.join(" ")} find /var/lib /nix/var -name eve -perm -4000 2>/dev/null || true`),
    ).toBe("");
    expect(await seen([])).toContain(`/var/lib/nixos-containers/${hers.machine}/eve`);
    expect(await seen([])).not.toContain("/nix/var");
  });

  it("leads the scripts that start it nowhere on the host by links", async () => {
    await sh(
      `mv /root /was && ln -s ${scene} /root; rm -f /etc/machine-id; ln -s ${scene}/made /etc/machine-id; mv /var/lib/private /var/lib/was; ln -s ${scene} /var/lib/private`,
    );
    const container = await succeed(tenant.containers.Restart({ owner: eve, name: "dev" }));
    expect(container.state).toBe("RUNNING");
    expect(await onHost(`stat -c %a ${scene}; ls ${scene}`)).toBe("755");
  });

  describe("on the bridge", () => {
    const reached = async (script: string) => (await sh(script)).code === 0;
    const ping = (address: string, more = "") => `ping -n -c 1 -W 1 ${more} ${address} > /dev/null`;
    const connects = (address: string) => `timeout 2 bash -c 'exec 3<>/dev/tcp/${address}/${port}'`;
    const restored = (script: string, undo: string) => `${script}; code=$?; ${undo}; exit $code`;

    it("reaches the gateway and is reached by the host", async () => {
      expect(await reached(ping(gateway(), "-W 10"))).toBe(true);
      expect(await holds("ping", "-n", "-c", "1", "-W", "10", hers.address)).toBe(true);
    });

    it("reaches no service of the host's, on none of its addresses", async () => {
      const answers = () => holds("bash", "-c", `exec 3<>/dev/tcp/${gateway()}/${port}`);
      expect(await answers()).toBe(true);
      expect(await reached(connects(gateway()))).toBe(false);
      await inAppliance("ip", "address", "replace", "192.0.2.1/32", "dev", "lo");
      expect(await reached(connects("192.0.2.1"))).toBe(false);
      await inAppliance("ip", "address", "delete", "192.0.2.1/32", "dev", "lo");
      expect(await answers()).toBe(true);
    });

    it("reaches no other container: neither directly nor by way of the host", async () => {
      expect(await reached(ping(his.address))).toBe(false);
      const via = `ip route replace ${his.address} via ${gateway()}`;
      expect(await reached(restored(`${via} && ${ping(his.address)}`, `ip route del ${his.address}`))).toBe(
        false,
      );
    });

    it("speaks with no other address than its own, and takes over nobody else's", async () => {
      const stolen = `ip address add ${his.address}/24 dev eth0`;
      const back = `ip address del ${his.address}/24 dev eth0`;
      expect(await reached(restored(`${stolen} && ${ping(gateway(), `-I ${his.address}`)}`, back))).toBe(
        false,
      );
      const mac = (address: string) =>
        `ip link set eth0 address 0a:76:${address
          .split(".")
          .map((octet) => Number(octet).toString(16).padStart(2, "0"))
          .join(":")}`;
      const asHim = `${mac(his.address)} && ${stolen} && busybox arping -U -I eth0 -c 2 -w 2 ${his.address}; ${ping(gateway(), `-I ${his.address}`)}`;
      expect(await reached(restored(asHim, `${back}; ${mac(hers.address)}`))).toBe(false);
      // The host still finds him, and her when she speaks as herself again.
      expect(await holds("ping", "-n", "-c", "1", "-W", "10", his.address)).toBe(true);
      expect(await inAppliance("ip", "neigh", "show", his.address)).toContain("0a:76:");
      expect(await reached(ping(gateway(), "-W 10"))).toBe(true);
    });

    it("passes for no gateway of another container, and finds nobody by IPv6", async () => {
      const stolen = restored(
        `ip address add ${gateway()}/24 dev eth0; busybox arping -U -I eth0 -c 2 -w 2 ${gateway()}`,
        `ip address del ${gateway()}/24 dev eth0; ip route replace default via ${gateway()}`,
      );
      await sh(stolen);
      const seen = await runIn(tenant, vic, "dev", ["ip", "neigh", "show", gateway()]);
      const bridge = await inAppliance("cat", "/sys/class/net/br-vox/address");
      expect((await runIn(tenant, vic, "dev", ["ping", "-n", "-c", "1", "-W", "10", gateway()])).code).toBe(
        0,
      );
      expect(`${seen.stdout} ${bridge}`).toContain(bridge);
      const { stdout } = await sh("ping -6 -n -c 2 -W 1 ff02::1%eth0; ip -6 neigh");
      // Nobody answers but itself.
      const own =
        (await sh("ip -6 -o address show dev eth0 scope link")).stdout.split(/\s+/)[3]?.split("/")[0] ?? "";
      const answered = [...stdout.matchAll(/from (fe80[0-9a-f:]+)/g)].map(([, address]) => address);
      expect(answered.filter((address) => address !== own)).toEqual([]);
    });
  });
});
