import { createServer, type Server, type Socket } from "node:net";
import type { VolatileDisk } from "./volatile-disk.ts";

/**
 * Serves a disk on a unix socket to one client, by the protocol that QEMU speaks: fixed newstyle handshake, simple
 * replies, reads, writes, flushes and "force unit access". Numbers are those of doc/proto.md of the NBD project.
 */
export async function serveDisk(disk: VolatileDisk, socketPath: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy()); // a killed machine hangs up as it likes
    attend(disk, socket).catch((error: unknown) => {
      process.stderr.write(`The disk of the machine failed: ${String(error)}\n`);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(socketPath, resolve);
  });
  return server;
}

async function attend(disk: VolatileDisk, socket: Socket): Promise<void> {
  const read = reader(socket);
  const said = Buffer.alloc(18);
  said.write("NBDMAGICIHAVEOPT", 0, "latin1");
  said.writeUInt16BE(fixedNewstyle | noZeroes, 16);
  socket.write(said);
  await read(4);
  if (!(await negotiated(disk, socket, read))) return;
  for (;;) {
    const request = await read(28);
    if (request === undefined) return;
    const flags = request.readUInt16BE(4);
    const command = request.readUInt16BE(6);
    const offset = Number(request.readBigUInt64BE(16));
    const length = request.readUInt32BE(24);
    const answer = Buffer.alloc(16);
    answer.writeUInt32BE(0x67446698, 0);
    request.copy(answer, 8, 8, 16);
    if (command === commands.disconnect) return;
    if (command === commands.read) socket.write(Buffer.concat([answer, disk.read(offset, length)]));
    else if (command === commands.write) {
      const data = await read(length);
      if (data === undefined) return; // cut off in the middle: it never arrived
      disk.write(offset, data, (flags & 1) === 1);
      if (!disk.dead) socket.write(answer);
    } else {
      if (command === commands.flush) disk.flush();
      else answer.writeUInt32BE(22, 4); // EINVAL
      if (!disk.dead) socket.write(answer);
    }
  }
}

/** @returns whether the client went on to use the disk */
async function negotiated(disk: VolatileDisk, socket: Socket, read: Read): Promise<boolean> {
  const answer = (option: number, type: number, data: Buffer) => {
    const head = Buffer.alloc(20);
    head.writeBigUInt64BE(0x3e889045565a9n, 0);
    head.writeUInt32BE(option, 8);
    head.writeUInt32BE(type, 12);
    head.writeUInt32BE(data.length, 16);
    socket.write(Buffer.concat([head, data]));
  };
  for (;;) {
    const head = await read(16);
    if (head === undefined) return false;
    const option = head.readUInt32BE(8);
    const length = head.readUInt32BE(12);
    if (length > 0) await read(length);
    if (option === options.abort) return false;
    if (option !== options.info && option !== options.go) {
      answer(option, replies.unsupported, Buffer.alloc(0));
      continue;
    }
    const info = Buffer.alloc(12);
    info.writeBigUInt64BE(BigInt(disk.size), 2);
    info.writeUInt16BE(hasFlags | sendsFlush | sendsFua, 10);
    answer(option, replies.info, info);
    answer(option, replies.acknowledge, Buffer.alloc(0));
    if (option === options.go) return true;
  }
}

type Read = (length: number) => Promise<Buffer | undefined>;

/** Reads exactly so many bytes; undefined when the other side has hung up. */
function reader(socket: Socket): Read {
  const got: Buffer[] = [];
  let bytes = 0;
  let wake = () => {};
  socket.on("data", (data) => {
    got.push(data);
    bytes += data.length;
    // Nothing is read ahead of the disk.
    if (bytes > 64 * 2 ** 20) socket.pause();
    wake();
  });
  let ended = false;
  socket.on("close", () => {
    ended = true;
    wake();
  });
  return async (length) => {
    while (bytes < length) {
      if (ended) return undefined;
      socket.resume();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const all = got.length === 1 ? got[0] : Buffer.concat(got);
    if (all === undefined) return Buffer.alloc(0);
    got.splice(0, got.length, ...(all.length > length ? [all.subarray(length)] : []));
    bytes -= length;
    return all.subarray(0, length);
  };
}

const fixedNewstyle = 1;
const noZeroes = 2;
const hasFlags = 1;
const sendsFlush = 4;
const sendsFua = 8;
const commands = { read: 0, write: 1, disconnect: 2, flush: 3 } as const;
const options = { abort: 2, info: 6, go: 7 } as const;
const replies = { acknowledge: 1, info: 3, unsupported: 0x80000001 } as const;
