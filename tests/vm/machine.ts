import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SandboxError } from "@voxnix/sandbox";
import { type Computer, type Guest, type GuestPorts, MachineGuest } from "./guest.ts";
import type { Kernel } from "./kernel.ts";
import { serveDisk } from "./nbd.ts";
import { blockBytes, type Loss, type VolatileDisk } from "./volatile-disk.ts";

export interface MachineOptions {
  readonly kernel: Kernel;
  readonly disk: VolatileDisk;
  /** For sockets and the console's log. */
  readonly folder: string;
  readonly memoryMb: number;
  readonly cpus: number;
  /** How often a machine that does not come up is switched off and on. */
  readonly tries: number;
  readonly bootDeadlineMs: number;
}

/** A computer that can be switched on, and whose plug can be pulled. Its processor is emulated in software. */
export class Machine implements Computer {
  readonly #options: MachineOptions;
  #process: ChildProcess | undefined;
  #server: Server | undefined;
  #ports: GuestPorts = { shell: 0, admin: 0, agent: 0 };
  #guest: Guest | undefined;

  constructor(options: MachineOptions) {
    this.#options = options;
  }

  get guest(): Guest {
    if (this.#guest === undefined) throw new Error("The machine is off.");
    return this.#guest;
  }

  get consoleLog(): string {
    return join(this.#options.folder, "console.log");
  }

  async on(report: (detail: string) => void): Promise<{ state: string; tries: number }> {
    const { tries, bootDeadlineMs } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      await this.#start();
      const state = await this.#booted(bootDeadlineMs, report);
      if (state !== undefined) return { state, tries: attempt };
      report(`it was not up within ${bootDeadlineMs / 1000} s: switching it off and on`);
      // Nobody worked with it yet: to lose all is as good as anything.
      await this.kill();
      this.#options.disk.cutPower("all", () => 1);
      if (attempt === tries)
        throw new SandboxError(
          `The machine did not come up in ${tries} tries.`,
          readFileSync(this.consoleLog, "utf8").split("\n").slice(-30).join("\n"),
        );
    }
  }

  async cutPower(loss: Loss, random: () => number): Promise<{ lost: number; kept: number }> {
    const { disk } = this.#options;
    // Just when the machine writes back all that it has in memory, after few of its blocks or after many: at any
    // other moment the disk has mostly nothing to lose.
    const pulled = disk.losePowerAt(2 ** (random() * mostBlocksPower));
    this.guest.run("sync").catch(() => undefined);
    await Promise.race([pulled, pause(patienceMs, undefined, { ref: false })]);
    await this.kill();
    return disk.cutPower(loss, random);
  }

  async #start(): Promise<void> {
    const { disk, folder } = this.#options;
    const socket = join(folder, "disk.sock");
    rmSync(socket, { force: true });
    rmSync(this.consoleLog, { force: true });
    this.#server = await serveDisk(disk, socket);
    const [shell = 0, admin = 0, agent = 0] = await freePorts(3);
    this.#ports = { shell, admin, agent };
    const qemu = ["qemu-system-x86_64", ...this.#arguments(socket)];
    // However this process ends, the machine ends with it.
    this.#process = spawn("setpriv", ["--pdeathsig=KILL", "--", ...qemu], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#guest = await MachineGuest.at(this.#ports, folder);
  }

  #arguments(socket: string): string[] {
    const { kernel, memoryMb, cpus } = this.#options;
    const { shell, admin, agent } = this.#ports;
    const forward = (outside: number, inside: number) => `hostfwd=tcp:127.0.0.1:${outside}-:${inside}`;
    return [
      ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-sandbox", "on"],
      ...["-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max"],
      ...["-smp", String(cpus), "-m", String(memoryMb)],
      ...["-kernel", kernel.image, "-initrd", kernel.initrd],
      ...[
        "-append",
        `console=ttyS0 root=/dev/vda rootfstype=ext4 rw rootflags=${rootOptions} fsck.mode=skip panic=-1 ${quiet}`,
      ],
      ...["-chardev", `file,id=console,path=${this.consoleLog}`, "-serial", "chardev:console"],
      ...["-blockdev", `driver=nbd,node-name=disk,server.type=unix,server.path=${socket}`],
      // write-cache=on: the guest knows that it has to flush, and its flushes come through to us.
      "-device",
      `virtio-blk-pci,drive=disk,write-cache=on,logical_block_size=${blockBytes},physical_block_size=${blockBytes}`,
      "-netdev",
      [
        "user,id=net,restrict=on,ipv6=off",
        forward(shell, 1022),
        forward(admin, 7001),
        forward(agent, 7002),
      ].join(),
      ...["-device", "virtio-net-pci,netdev=net,romfile="],
    ];
  }

  async #booted(deadlineMs: number, report: (detail: string) => void): Promise<string | undefined> {
    const started = performance.now();
    while (performance.now() - started < deadlineMs) {
      if (this.#process?.exitCode !== null)
        throw new SandboxError(
          "The machine ended during its boot.",
          readFileSync(this.consoleLog, "utf8").split("\n").slice(-30).join("\n"),
        );
      const left = deadlineMs - (performance.now() - started);
      // Answers when there is nothing left to be started.
      const asked = this.guest.run("systemctl is-system-running --wait", { timeoutMs: Math.max(left, 1) });
      const { output } = await asked.catch(() => ({ output: "" }));
      const state = /^(running|degraded)$/m.exec(output)?.[1];
      if (state !== undefined) return state;
      report("waiting for its systemd");
      await pause(250);
    }
    return undefined;
  }

  async kill(): Promise<void> {
    this.#guest?.close();
    this.#guest = undefined;
    const running = this.#process;
    this.#process = undefined;
    if (running !== undefined && running.exitCode === null && running.signalCode === null) {
      running.kill("SIGKILL");
      await once(running, "exit");
    }
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }
}

/** How long a machine may take to write something: one that hangs does not. */
const patienceMs = 60_000;
/** Some thousand blocks: what a minute of changes leaves to be written back. */
const mostBlocksPower = 11;

// Nothing goes to the disk by itself while a cut is waited for: only what was synced is on it.
const rootOptions = "commit=300";
const quiet = "quiet net.ifnames=0 audit=0 mitigations=off";

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
