import { request } from "node:http";
import { isObject } from "./input.ts";

/** How to reach a fake: a port on the loopback, or a unix socket. */
export type Door = { readonly port: number } | { readonly socket: string };

/** Asks a fake to do something. Throws when the fake finds the request wrong, or is not there. */
export const control = async (door: Door, action: string, input: object = {}): Promise<unknown> => {
  const answer: unknown = JSON.parse(await post(door, `/control/${action}`, JSON.stringify(input)));
  if (!isObject(answer) || answer.ok !== true)
    throw new Error(isObject(answer) ? String(answer.error) : "the fake answered nonsense");
  return answer.result;
};

const post = (door: Door, path: string, body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const where = "socket" in door ? { socketPath: door.socket } : { host: "127.0.0.1", port: door.port };
    const call = request(
      { ...where, path, method: "POST", agent: false, headers: { "content-type": "application/json" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
        response.on("error", reject);
      },
    );
    call.on("error", reject);
    call.end(body);
  });
