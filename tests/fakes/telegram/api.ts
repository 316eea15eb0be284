import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../control/faults.ts";
import { readParams } from "./body.ts";
import { findMethod } from "./methods/table.ts";
import { Refused } from "./refused.ts";
import type { World } from "./world.ts";

/** Answers one call to `/bot<token>/<method>`. */
export const answerApi = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = new URL(request.url ?? "/", "http://fake");
  if (url.pathname.startsWith("/file/")) return await answerDownload(world, url.pathname, response);
  const path = /^\/bot([^/]+)\/([^/]+)$/.exec(url.pathname);
  const token = path?.[1] ?? "";
  const name = path?.[2] ?? "";
  const call = `${name || url.pathname}`;
  try {
    if (path === null || !/^\d+(:|%3A)/i.test(token)) throw new Refused(404, "Not Found");
    if (decodeURIComponent(token) !== world.token) throw new Refused(401, "Unauthorized");
    const found = findMethod(name);
    if (found === undefined) throw new Refused(404, "Not Found");
    world.calls.set(found.name, (world.calls.get(found.name) ?? 0) + 1);
    const params = await readParams(request, url.searchParams);
    const fault = world.faults.take(found.name);
    if (fault !== undefined && (await strike(world, fault, response))) return;
    const hungUp = new AbortController();
    response.on("close", () => hungUp.abort());
    const result = await found.method({ world, params, signal: hungUp.signal });
    if (fault?.kind === "lose-answer") response.socket?.destroy();
    else send(response, 200, { ok: true, result });
  } catch (error) {
    const refused =
      error instanceof Refused ? error : new Refused(500, `Internal Server Error: ${String(error)}`);
    world.violations.push({ method: call, code: refused.code, description: refused.message });
    sendRefusal(response, refused);
  }
};

/** Answers one download of a file that a person sent: `/file/bot<token>/<path>`. */
const answerDownload = async (world: World, pathname: string, response: ServerResponse): Promise<void> => {
  const [, token = "", path = ""] = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname) ?? [];
  world.calls.set("download", (world.calls.get("download") ?? 0) + 1);
  const fault = world.faults.take("download");
  if (fault !== undefined && (await strike(world, fault, response))) return;
  const file = decodeURIComponent(token) === world.token ? world.files.at(path) : undefined;
  if (file === undefined) {
    world.violations.push({ method: "download", code: 404, description: "Not Found" });
    return sendRefusal(response, new Refused(404, "Not Found"));
  }
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.end(file.bytes);
};

/** Carries out an injected failure. True when the call ends here. */
const strike = async (world: World, fault: Fault, response: ServerResponse): Promise<boolean> => {
  switch (fault.kind) {
    case "refuse": {
      const { code, retry_after } = fault;
      const description = fault.description ?? wording(code, retry_after);
      sendRefusal(
        response,
        new Refused(code, description, retry_after === undefined ? undefined : { retry_after }),
      );
      return true;
    }
    case "cut":
      response.socket?.destroy();
      return true;
    case "hold":
      await world.faults.held();
      return false;
    case "lose-answer":
    // Its answers are no streams: a half of one would be none.
    case "stall":
      return false;
  }
};

const wording = (code: number, retryAfter: number | undefined): string => {
  if (code === 429) return `Too Many Requests: retry after ${retryAfter ?? 1}`;
  if (code === 401) return "Unauthorized";
  return code >= 500 ? "Internal Server Error" : "Bad Request: injected by the test";
};

const sendRefusal = (response: ServerResponse, { code, message, parameters }: Refused): void =>
  send(response, code, {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters === undefined ? {} : { parameters }),
  });

const send = (response: ServerResponse, status: number, body: unknown): void => {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};
