import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lengthOf } from "./bus/message.ts";
import { Reader } from "./bus/read.ts";
import { type Sent, Writer } from "./bus/write.ts";
import { openSystemd, type Systemd } from "./systemd.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Asked {
  serial: number;
  member: string;
  values: unknown[];
  socket: Socket;
}

/** A socket at which somebody speaks D-Bus as systemd does, and answers what the test says. */
async function speaker(answer: (asked: Asked) => void, greet = "OK 0123456789abcdef\r\n") {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-bus-"));
  const path = join(folder, "private");
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let unread = Buffer.alloc(0);
    let greeted = false;
    socket.on("data", (part: Buffer) => {
      unread = Buffer.concat([unread, part]);
      if (!greeted) {
        const end = unread.indexOf("BEGIN\r\n");
        if (end < 0) return;
        expect(unread.toString("latin1", 0, end)).toMatch(/^\0AUTH EXTERNAL (3\d)+\r\n$/);
        unread = unread.subarray(end + 7);
        greeted = true;
        socket.write(greet);
      }
      for (
        let length = lengthOf(unread);
        length !== undefined && unread.length >= length;
        length = lengthOf(unread)
      ) {
        answer({ ...readCall(unread.subarray(0, length)), socket });
        unread = unread.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const systemd: Systemd = openSystemd(path);
  open.push(systemd, {
    close: async () => {
      hangUp();
      server.close();
      await rm(folder, { recursive: true });
    },
  });
  const say = (bytes: Buffer) => {
    for (const socket of sockets) socket.write(bytes);
  };
  return { systemd, hangUp, say };
}

function readCall(bytes: Buffer) {
  const reader = new Reader(bytes);
  const [, , , , , serial, fields] = reader.values("yyyyuua(yv)");
  reader.align(8);
  const header = (code: number) =>
    Array.isArray(fields) ? String(fields.find((field) => field[0] === code)?.[1] ?? "") : "";
  return { serial: Number(serial), member: header(3), values: reader.values(header(8)) };
}

function message(type: number, fields: Sent[], signature: string, values: Sent[]): Buffer {
  const body = new Writer().values(signature, values).bytes();
  const all = [...fields, ...(signature === "" ? [] : [[8, { signature: "g", value: signature }]])];
  const header = new Writer().values("yyyyuua(yv)", [108, type, 0, 1, body.length, 1, all]).align(8);
  return Buffer.concat([header.bytes(), body]);
}
const reply = (serial: number, signature = "", ...values: Sent[]) =>
  message(2, [[5, { signature: "u", value: serial }]], signature, values);
const refusal = (serial: number, name: string, text: string) =>
  message(
    3,
    [
      [5, { signature: "u", value: serial }],
      [4, { signature: "s", value: name }],
    ],
    "s",
    [text],
  );
const signal = (of: string, member: string, path: string, signature: string, ...values: Sent[]) =>
  message(
    4,
    [
      [1, { signature: "o", value: path }],
      [2, { signature: "s", value: of }],
      [3, { signature: "s", value: member }],
    ],
    signature,
    values,
  );
const managerSays = (member: string, signature: string, ...values: Sent[]) =>
  signal("org.freedesktop.systemd1.Manager", member, "/org/freedesktop/systemd1", signature, ...values);

test("units are asked for all in one call, and an answer in pieces is put together", async () => {
  const { systemd } = await speaker(({ serial, member, values, socket }) => {
    expect({ member, values }).toEqual({ member: "ListUnitsByNames", values: [["a.service"]] });
    const unit = ["a.service", "A", "loaded", "active", "running", "", "/a", 0, "", "/"];
    for (const byte of reply(serial, "a(ssssssouso)", [unit])) socket.write(Buffer.from([byte]));
  });
  expect(await systemd.units(["a.service"])).toEqual([
    { name: "a.service", load: "loaded", active: "active", sub: "running", path: "/a" },
  ]);
});

test("a refusal has systemd's own name for it", async () => {
  const { systemd } = await speaker(({ serial, socket }) => {
    socket.write(refusal(serial, "org.freedesktop.systemd1.NoSuchUnit", "Unit x.service not loaded."));
  });
  await expect(systemd.manager("GetUnit", "s", "x.service")).rejects.toMatchObject({
    name: "org.freedesktop.systemd1.NoSuchUnit",
    message: "Unit x.service not loaded.",
  });
});

test("a job's end is seen even where it comes in one breath with the job's name", async () => {
  const { systemd } = await speaker(({ serial, socket }) => {
    const other = managerSays("JobRemoved", "uoss", 4, "/job/4", "b.service", "done");
    const own = managerSays("JobRemoved", "uoss", 5, "/job/5", "a.service", "failed");
    socket.write(Buffer.concat([other, reply(serial, "o", "/job/5"), own]));
  });
  expect(await systemd.job("StartUnit", "a.service", { timeoutMs: 5_000 })).toBe("failed");
});

test("who gives up on a job is let go at once", async () => {
  const stop = new AbortController();
  const { systemd } = await speaker(({ serial, socket }) => {
    socket.write(reply(serial, "o", "/job/5"));
    stop.abort(new Error("cancelled"));
  });
  const job = systemd.job("StartUnit", "a.service", { timeoutMs: 5_000, signal: stop.signal });
  await expect(job).rejects.toThrow("cancelled");
});

test("when the connection breaks, who waits is told, nothing that was known counts, and the next call connects anew", async () => {
  let answers = false;
  const { systemd, hangUp } = await speaker(({ serial, socket }) => {
    if (answers) socket.write(reply(serial, "s", "257"));
    else hangUp();
  });
  const changed: string[] = [];
  systemd.onChange((path) => changed.push(path));
  await expect(systemd.manager("Reload")).rejects.toMatchObject({ name: "BusGoneError" });
  expect(changed).toEqual([""]);
  answers = true;
  expect(await systemd.manager("GetVersion")).toEqual(["257"]);
});

test("one that speaks nonsense is hung up on", async () => {
  const { systemd } = await speaker(({ socket }) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await expect(systemd.manager("Reload")).rejects.toThrow("this is no message");
});

test("one that does not believe who we are is an error that says so", async () => {
  const { systemd } = await speaker(() => {}, "REJECTED EXTERNAL\r\n");
  await expect(systemd.manager("Reload")).rejects.toThrow("it refused us");
});

test("changes of units are told by their path, and a reload as a change of all", async () => {
  const { systemd, say } = await speaker(({ serial, socket }) => socket.write(reply(serial)));
  const changed: string[] = [];
  systemd.onChange((path) => changed.push(path));
  await systemd.manager("Subscribe");
  const properties = "org.freedesktop.DBus.Properties";
  say(
    signal(properties, "PropertiesChanged", "/unit/a", "sa{sv}as", "org.freedesktop.systemd1.Unit", [], []),
  );
  say(managerSays("UnitRemoved", "so", "b.service", "/unit/b"));
  say(managerSays("Reloading", "b", true));
  await expect.poll(() => changed).toEqual(["/unit/a", "/unit/b", ""]);
});
