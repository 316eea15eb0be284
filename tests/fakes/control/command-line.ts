import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Doors } from "./server.ts";

/** The doors that a fake's command line asks for: `--port N [--socket PATH]`. */
export const readDoors = (): Doors => {
  const { values } = parseArgs({ options: { port: { type: "string" }, socket: { type: "string" } } });
  const { port, socket } = values;
  // A socket that a killed run left behind would be in the way.
  if (socket !== undefined) rmSync(socket, { force: true });
  return { port: Number(port ?? 0), ...(socket === undefined ? {} : { socket }) };
};

/** Says on one line of JSON that the fake listens, and closes it when the process is asked to end. */
export const announce = (facts: object, close: () => Promise<void>): void => {
  console.log(JSON.stringify(facts));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void close());
};
