import { afterAll, beforeAll, describe, expect } from "vitest";
import { attack } from "../attack/harness/attack.ts";
import { holds, inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { finish, succeed } from "./harness/operation.ts";
import { attempts, inFew, outcomes, syscalls, trying } from "./harness/refused.ts";

const { tenant } = openDoors();
/** Has root inside of a container, and bad intentions. */
const eve = newOwner("eve");
const vic = newOwner("vic");

const hers = { machine: "", address: "" };
const sh = async (script: string) =>
  runIn(tenant, eve, "dev", ["bash", "-c", script], { timeoutSeconds: 30 });
const onHost = (script: string) => inAppliance("sh", "-c", script);
const here = async (paths: readonly string[]) =>
  (await sh(`for path in ${paths.join(" ")}; do [ -e $path ] && echo $path; done`)).stdout.trim();

// Rows of docs/security.md: npm run attack -- --only container --markdown
describe("root inside of a container", () => {
  beforeAll(async () => {
    const make = (owner: string) =>
      succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules: [{ name: "workspace" }] } }));
    const [a] = await Promise.all([make(eve), make(vic)]);
    Object.assign(hers, a);
  });
  afterAll(async () => {
    for (const owner of [eve, vic]) await finish(tenant.containers.Destroy({ owner, name: "dev" }));
  });

  attack(
    "being root on the host",
    "root inside is nobody outside, and somebody else in each container",
    async () => {
      const usersOf = async (owner: string) =>
        (await runIn(tenant, owner, "dev", ["cat", "/proc/self/uid_map"])).stdout
          .trim()
          .split(/\s+/)
          .map(Number);
      const [inside, outside, count] = await usersOf(eve);
      expect([inside, count]).toEqual([0, 65_536]);
      expect(outside).toBeGreaterThanOrEqual(65_536);
      const leader = await inAppliance("machinectl", "show", "--property=Leader", "--value", hers.machine);
      expect(await inAppliance("stat", "--format=%u", `/proc/${leader}`)).toBe(String(outside));
      const [, his] = await usersOf(vic);
      expect(his).not.toBe(outside);
      return `user 0 of ${count} inside is user ${outside} outside, and ${his} in the container beside it`;
    },
  );

  attack(
    "the Nix daemon, which builds for the host and outside of all limits; the database of everybody's systems",
    "out of reach, and what covers them stays",
    async () => {
      const socket = "/nix/var/nix/daemon-socket/socket";
      const unit = "voxnix-tests-daemon";
      const listen = `--socket-property=ListenStream=${socket}`;
      await inAppliance(
        ...["systemd-run", "--quiet", "--collect", `--unit=${unit}`, listen],
        ...["sleep", "60"],
      );
      try {
        expect(await holds("test", "-S", socket)).toBe(true);
        expect(await here([socket, "/nix/var/nix/db/db.sqlite"])).toBe("");
        const folders = "/nix/var/nix/daemon-socket /nix/var/nix/db";
        const { stdout, stderr } = await sh(`umount ${folders}; ls ${folders}`);
        expect(stdout).toBe("");
        return `neither socket nor database is there; umount and ls: ${inFew(stderr.trim().split("\n")).join(", ")}`;
      } finally {
        await inAppliance("systemctl", "stop", `${unit}.socket`);
        await inAppliance("rm", "-f", socket);
      }
    },
  );

  attack(
    "the sockets and the folders of voxnix; systemd's, D-Bus' and machined's sockets of the host",
    "not there",
    async () => {
      const folders = ["/run/voxnix", "/run/voxnix-agent", "/var/lib/voxnix", "/var/lib/voxnix-workspaces"];
      const more = ["/var/lib/nixos-containers", "/etc/voxnix", "/run/systemd/machine/io.systemd.Machine"];
      expect(await here([...folders, ...more])).toBe("");
      const property =
        "org.freedesktop.DBus.Properties Get ss org.freedesktop.systemd1.Manager Virtualization";
      const asked = `busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 ${property}`;
      expect((await sh(asked)).stdout).toContain('"systemd-nspawn"');
      return `none of ${folders.length + more.length} paths; its bus and its systemd are its own`;
    },
  );

  attack("processes of the host and of other containers", "not there", async () => {
    const { stdout: processes } = await sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    expect(processes).toContain("systemd-journald");
    expect(processes).not.toMatch(/voxnix-executor|systemd-nspawn|main\.(ts|mjs)/);
    const [inside, outside] = [
      await sh("ls -d /proc/[0-9]* | wc -l"),
      await onHost("ls -d /proc/[0-9]* | wc -l"),
    ];
    return `sees ${inside.stdout.trim()} of the host's ${outside} processes, all its own`;
  });

  attack(
    "the socket by which its systemd reports to nspawn",
    "believed in nothing but readiness",
    async () => {
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
      const reports = "MAINPID=1 STATUS=owned WATCHDOG_USEC=1 FDSTORE=1 STOPPING=1";
      await sh(`NOTIFY_SOCKET=/run/host/notify systemd-notify ${reports}`);
      expect(await facts()).toBe(before);
      return `${reports
        .split(" ")
        .map((report) => report.split("=")[0])
        .join(", ")}: nothing of its unit changed`;
    },
  );

  for (const { attack: what, expected, tries } of attempts)
    attack(what, expected, async () => {
      const { got, refused, words } = outcomes(tries, (await sh(trying(tries))).stdout);
      expect(got).toEqual([]);
      expect(refused).toBe(tries.length);
      return `${refused} of ${tries.length} refused: ${words.join(", ")}`;
    });

  attack(
    "system calls that reach the kernel itself: kexec, bpf, keyrings, perf, userfaultfd, the clock, swap, quotas, open_by_handle_at, iopl, …",
    "each refused",
    async () => {
      const answers = (await sh(syscalls)).stdout.trim().split("\n");
      expect(answers.length).toBeGreaterThan(12);
      const said = answers.map((line) => line.split(": ")[1] ?? "");
      const refusals = ["Operation not permitted", "Function not implemented"];
      expect(answers.filter((_, index) => !refusals.includes(said[index] ?? ""))).toEqual([]);
      const counted = refusals.flatMap((words) => {
        const times = said.filter((one) => one === words).length;
        return times > 0 ? [`${times} × ${words}`] : [];
      });
      return `${answers.length} calls: ${counted.join(", ")}`;
    },
  );

  attack(
    "instances of inotify without end, which the kernel counts against the host's root",
    "others still get theirs",
    async () => {
      // inotify_init1(2), as many as it may have files open, held while others ask for one each.
      const holding = `mkdir "/workspace/held"; sleep 1 until -e "/workspace/enough"`;
      const one = ["perl", "-e", 'print syscall(294, 0) >= 0 ? "got" : "none: $!"'];
      const held = sh(
        `ulimit -n $(ulimit -Hn); perl -e '$| = 1; my $n = 0; $n++ while $n < 20000 && syscall(294, 0) >= 0; print $n; ${holding}'`,
      );
      await expect.poll(() => here(["/workspace/held"])).not.toBe("");
      const his = await runIn(tenant, vic, "dev", one);
      const its = await inAppliance(...one);
      await sh("touch /workspace/enough");
      expect([his.stdout, its]).toEqual(["got", "got"]);
      return `${(await held).stdout} held; the container beside it and the host got one each`;
    },
  );
});
