import { afterAll, beforeAll, describe, expect } from "vitest";
import { attack } from "../attack/harness/attack.ts";
import { holds, inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { logsOf, runIn } from "./harness/inside.ts";
import { finish, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
const eve = newOwner("eve");
const dev = { owner: eve, name: "dev" };
const scene = "/var/lib/voxnix-tests/isolation";

let machine = "";
const sh = async (script: string) => runIn(tenant, eve, "dev", ["sh", "-c", script], { timeoutSeconds: 30 });
const onHost = (script: string) => inAppliance("sh", "-c", script);

// Rows of docs/security.md: npm run attack -- --only container --markdown
describe("files of root inside that the host comes across", () => {
  beforeAll(async () => {
    const created = tenant.containers.Create({
      owner: eve,
      spec: { name: "dev", modules: [{ name: "workspace" }] },
    });
    ({ machine } = await succeed(created));
    await onHost(`rm -rf ${scene}; mkdir -m 0755 -p ${scene}`);
  });
  afterAll(async () => {
    await onHost(`rm -rf ${scene}`);
    await finish(tenant.containers.Destroy(dev));
  });

  attack(
    "a setuid program in its workspace, its root, its Nix profile: to be run by a user of the host",
    "it may make one, which is root's, and nobody but root gets there",
    async () => {
      const places = ["/workspace", "/root", "/", "/nix/var/nix/profiles", "/nix/var/nix/gcroots"];
      const { stdout } = await sh(
        `for place in ${places.join(" ")}; do cp /bin/busybox $place/eve 2>/dev/null && chmod 4755 $place/eve && echo $place; done`,
      );
      const made = stdout.trim().split("\n");
      expect(made).toEqual(expect.arrayContaining(["/workspace", "/"]));
      const seen = (as: string) =>
        onHost(`${as} find /var/lib /nix/var /srv /run -name eve -perm -4000 2>/dev/null || true`);
      // What earlier ones left is in the trash.
      const byRoot = (await seen("")).split("\n").filter((path) => path.includes(`/${machine}/`));
      expect(byRoot).toContain(`/var/lib/nixos-containers/${machine}/eve`);
      expect(byRoot.filter((path) => path.startsWith("/nix"))).toEqual([]);
      expect(byRoot.length).toBe(made.length);
      expect(await seen("setpriv --reuid=65534 --regid=65534 --clear-groups")).toBe("");
      return `${made.length} made; root finds ${byRoot.length} of them on the host's disk, another user none`;
    },
  );

  attack(
    "links where the scripts that start it make folders and change modes: /root, /etc/machine-id, /var/lib/private",
    "led nowhere",
    async () => {
      await sh(
        `mv /root /was && ln -s ${scene} /root; rm -f /etc/machine-id; ln -s ${scene}/made /etc/machine-id; mv /var/lib/private /var/lib/was; ln -s ${scene} /var/lib/private`,
      );
      const container = await succeed(tenant.containers.Restart(dev));
      expect(container.state).toBe("RUNNING");
      const mode = await onHost(`stat -c %a ${scene}; ls ${scene}`);
      expect(mode).toBe("755");
      return `it started; the folder that they led to has mode ${mode} as before, and nothing in it`;
    },
  );

  attack(
    "a journal that it made itself, to be read while it is at rest: a hole in its reader",
    "the reader is nobody, without a network, and sees that journal alone",
    async () => {
      const line = "head -c 300 /dev/zero | tr '\\0' x; echo";
      await sh(`for i in $(seq 1500); do ${line}; done | systemd-cat -t filler; journalctl --sync`);
      await succeed(tenant.containers.Stop(dev));
      // Who does not read on keeps the reader where it is.
      const hangUp = new AbortController();
      const lines = tenant.containers
        .Logs({ ...dev, lines: 5_000 }, { signal: hangUp.signal })
        [Symbol.asyncIterator]();
      expect((await lines.next()).done).toBe(false);
      const reader = await onHost("pgrep -x journalctl");
      const status = await onHost(`cat /proc/${reader}/status`);
      const [uid, capabilities] = [/^Uid:\s+(\d+)/m, /^CapEff:\s+(\w+)/m].map(
        (rule) => rule.exec(status)?.[1],
      );
      expect(Number(uid)).toBeGreaterThan(60_000);
      // CAP_DAC_READ_SEARCH alone (capabilities(7)).
      expect(Number.parseInt(capabilities ?? "", 16)).toBe(1 << 2);
      const root = `/proc/${reader}/root`;
      const inSight = (
        await onHost(`ls ${root} ${root}/etc ${root}/root ${root}/var ${root}/home 2>&1 || true`)
      ).match(/passwd|shadow|voxnix|nixos-containers|machines/g);
      expect(inSight).toBeNull();
      const interfaces = await onHost(`grep -c : /proc/${reader}/net/dev`);
      expect(interfaces).toBe("1");
      hangUp.abort();
      await lines.next().catch(() => undefined);
      await expect.poll(() => holds("pgrep", "-x", "journalctl")).toBe(false);
      return `user ${uid}, may read and nothing else (CapEff ${capabilities}), no interface but lo, no file of the host but programs; gone with who asked`;
    },
  );

  attack("links in its journal, for who reads it at rest, to the host's", "not followed", async () => {
    const mark = `host-only-${process.pid}`;
    await onHost(`echo ${mark} | systemd-cat; journalctl --sync`);
    expect(await holds("sh", "-c", `journalctl --quiet --lines=200 | grep -q ${mark}`)).toBe(true);
    const read = async (script: string) => {
      await succeed(tenant.containers.Start(dev));
      await sh(script);
      await succeed(tenant.containers.Stop(dev));
      return (await logsOf(tenant, eve, "dev", 5_000)).filter((text) => text.includes(mark)).length;
    };
    const file = await read(
      "for id in /var/log/journal/*; do ln -s $id $id/eve.journal; ln -s /var/log/journal /var/log/journal/host; done",
    );
    const folder = await read("rm -r /var/log/journal; ln -s /run/log/journal /var/log/journal");
    expect([file, folder]).toEqual([0, 0]);
    return "with a link in it, and with one in its place: no line of the host's";
  });
});
