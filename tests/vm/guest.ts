import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { connectExecutor, type ExecutorClient } from "@voxnix/protocol";
import type { Loss } from "./volatile-disk.ts";

/** Ports of this host that lead to the machine's; see image-files.ts. */
export interface GuestPorts {
  readonly shell: number;
  readonly admin: number;
  readonly agent: number;
}

/** A system whose power can be cut, as seen from outside. */
export interface Guest {
  readonly admin: ExecutorClient;
  readonly tenant: ExecutorClient;
  /** Runs a shell script in it as root; what it prints on both its outputs comes back. */
  run(script: string, options?: { timeoutMs?: number }): Promise<{ code: number; output: string }>;
  /** @throws unless it exits with 0 */
  expect(script: string, options?: { timeoutMs?: number }): Promise<string>;
  close(): void;
}

/** What the guest is in. */
export interface Computer {
  /** @throws while it is off */
  readonly guest: Guest;
  /**
   * Switches it on, and waits until its systemd has started everything.
   * @returns what systemd says, and how often it was switched on: software emulation sometimes stalls
   */
  on(report: (detail: string) => void): Promise<{ state: string; tries: number }>;
  /** Pulls the plug. @returns what became of blocks that the disk had not yet written, where there is such a disk */
  cutPower(loss: Loss, random: () => number): Promise<{ lost: number; kept: number } | undefined>;
  /** Ends it for good; does nothing when it is off. */
  kill(): Promise<void>;
}

/** The system in the emulated machine. */
export class MachineGuest implements Guest {
  readonly #port: number;
  readonly #doors: readonly Server[];
  readonly #sockets: Set<Socket>;
  readonly admin: ExecutorClient;
  readonly tenant: ExecutorClient;

  private constructor(
    port: number,
    doors: readonly Server[],
    sockets: Set<Socket>,
    paths: readonly string[],
  ) {
    this.#port = port;
    this.#doors = doors;
    this.#sockets = sockets;
    this.admin = connectExecutor(paths[0] ?? "");
    this.tenant = connectExecutor(paths[1] ?? "");
  }

  static async at(ports: GuestPorts, folder: string): Promise<MachineGuest> {
    const sockets = new Set<Socket>();
    const paths = [join(folder, "admin.sock"), join(folder, "agent.sock")];
    const doors = [
      await door(paths[0] ?? "", ports.admin, sockets),
      await door(paths[1] ?? "", ports.agent, sockets),
    ];
    return new MachineGuest(ports.shell, doors, sockets, paths);
  }

  async run(script: string, { timeoutMs = 120_000 } = {}): Promise<{ code: number; output: string }> {
    const socket = connect(this.#port, "127.0.0.1");
    this.#sockets.add(socket);
    let output = "";
    try {
      socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      socket.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      socket.write(`${Buffer.from(script).toString("base64")}\n`);
      await once(socket, "close");
    } finally {
      this.#sockets.delete(socket);
      socket.destroy();
    }
    const ending = /\n?ENDED (\d+)\n$/.exec(output);
    if (ending === null) throw new Error("The machine hung up.");
    return { code: Number(ending[1]), output: output.slice(0, ending.index) };
  }

  async expect(script: string, options: { timeoutMs?: number } = {}): Promise<string> {
    const { code, output } = await this.run(script, options);
    if (code !== 0) throw new Error(`In the machine, \`${script}\` ended with ${code}: ${output.trim()}`);
    return output.trimEnd();
  }

  close(): void {
    this.admin.close();
    this.tenant.close();
    for (const socket of this.#sockets) socket.destroy();
    for (const each of this.#doors) each.close();
  }
}

/** A socket file of this host that leads to a port, because the client knows socket files alone. */
async function door(path: string, port: number, sockets: Set<Socket>): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on("error", () => socket.destroy());
    }
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(path);
  await once(server, "listening");
  return server;
}
