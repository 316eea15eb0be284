import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server as NetServer } from "node:net";
import { dirname } from "node:path";
import { type Server, ServerCredentials } from "@grpc/grpc-js";

/** Where a server is reached: a socket that systemd opened, or a path of its own. */
export type Place = { fd: number } | { path: string; mode: number };

const mostConnections = 64;

/** Opens a server's door. grpc-js itself can neither take a file descriptor nor clear a stale socket. */
export function openDoor(server: Server, place: Place): Promise<NetServer> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const door = createServer((socket) => {
    // What breaks a connection is the caller's affair; without a listener it would end the process.
    socket.on("error", () => socket.destroy());
    injector.injectConnection(socket);
  });
  door.maxConnections = mostConnections;
  const { promise, resolve, reject } = Promise.withResolvers<NetServer>();
  door.once("error", reject);
  door.once("listening", () => {
    if ("path" in place) chmodSync(place.path, place.mode);
    resolve(door);
  });
  if ("fd" in place) {
    door.listen({ fd: place.fd });
  } else {
    mkdirSync(dirname(place.path), { recursive: true });
    rmSync(place.path, { force: true });
    door.listen(place.path);
  }
  return promise;
}

const lastWordsMs = 2_000;

/** Lets callers read how their operations ended; whoever follows something without end is cut off. */
export async function closeServer(server: Server): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const late = setTimeout(resolve, lastWordsMs);
  server.tryShutdown(() => resolve());
  await closed;
  clearTimeout(late);
  server.forceShutdown();
}
