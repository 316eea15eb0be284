import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server as Listener } from "node:net";
import { dirname } from "node:path";
import { type ConnectionInjector, type Server, ServerCredentials } from "@grpc/grpc-js";

/** Where a server is reached: a socket that systemd opened, or a path of its own. */
export type Place = { fd: number } | { path: string; mode: number };

const mostConnections = 64;
/** Who connects and says nothing for so long takes the place of somebody who has something to say. */
const silentMs = 10_000;

/** A server that can be reached. */
export interface Door {
  /** Lets callers read how their operations ended; whoever follows something without end is cut off. */
  close(): Promise<void>;
}

const lastWordsMs = 2_000;

/** Opens a server's door. grpc-js itself can neither take a file descriptor nor clear a stale socket. */
export function openDoor(server: Server, place: Place): Promise<Door> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket) => {
    // What breaks a connection is the caller's affair; without a listener it would end the process.
    socket.on("error", () => socket.destroy());
    const silent = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, silentMs).unref();
    socket.once("close", () => clearTimeout(silent));
    injector.injectConnection(socket);
  });
  listener.maxConnections = mostConnections;
  const { promise, resolve, reject } = Promise.withResolvers<Door>();
  listener.once("error", reject);
  listener.once("listening", () => {
    if ("path" in place) chmodSync(place.path, place.mode);
    resolve({ close: () => close(listener, injector) });
  });
  if ("fd" in place) {
    listener.listen({ fd: place.fd });
  } else {
    mkdirSync(dirname(place.path), { recursive: true });
    rmSync(place.path, { force: true });
    listener.listen(place.path);
  }
  return promise;
}

// Server.tryShutdown does not know of connections that were injected; the listener does.
async function close(listener: Listener, injector: ConnectionInjector): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  listener.close(() => resolve());
  injector.drain(lastWordsMs);
  await closed;
}
