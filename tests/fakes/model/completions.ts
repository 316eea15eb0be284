import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { readBytes } from "../control/bytes.ts";
import type { Fault, Faults } from "../control/faults.ts";
import { wrongWith } from "./check.ts";

/** A request that a provider would refuse, though the test did not ask for that. */
export interface Violation {
  readonly path: string;
  readonly code: number;
  readonly message: string;
}

/** What the front door keeps for the test. */
export interface Ledger {
  readonly violations: Violation[];
  /** Bodies of the requests that came, in order. */
  readonly requests: unknown[];
  readonly faults: Faults;
}

/** Answers a chat completion: checks it as providers do, fails it if the test wants that, else lets the script answer. */
export const answerCompletion = async (
  ledger: Ledger,
  scriptPort: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const path = new URL(request.url ?? "/", "http://fake").pathname;
  const refuse = (code: number, message: string): void => {
    ledger.violations.push({ path, code, message });
    sendError(response, code, message);
  };
  const bytes = await readBytes(request, 8 * 1024 * 1024);
  if (bytes === undefined) return refuse(413, "Request body is too large.");
  if (request.method !== "POST" || path !== "/v1/chat/completions")
    return refuse(404, `Unknown request URL: ${request.method} ${path}.`);
  if (!/^Bearer \S+$/.test(request.headers.authorization ?? ""))
    return refuse(401, "You didn't provide an API key.");
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    return refuse(400, "The request body must be application/json.");
  const body = parse(bytes);
  ledger.requests.push(body);
  const wrong = body === undefined ? "The request body is not JSON." : wrongWith(body);
  if (wrong !== undefined) return refuse(400, wrong);
  const fault = ledger.faults.take("chat");
  if (fault !== undefined && (await strike(ledger.faults, fault, response))) return;
  await passOn(bytes, scriptPort, response, fault?.kind === "lose-answer", (status, text) => {
    // No rule of the script matches: the test forgot one, or the agent asked what it should not.
    ledger.violations.push({ path, code: status, message: text });
  });
};

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
};

/** Carries out an injected failure. True when the request ends here. */
const strike = async (faults: Faults, fault: Fault, response: ServerResponse): Promise<boolean> => {
  switch (fault.kind) {
    case "refuse":
      if (fault.retry_after !== undefined) response.setHeader("retry-after", String(fault.retry_after));
      sendError(response, fault.code, fault.description ?? "Injected by the test.");
      return true;
    case "cut":
      response.socket?.destroy();
      return true;
    case "hold":
      await faults.held();
      return false;
    case "lose-answer":
      return false;
  }
};

/** Lets the script answer; with `cutShort`, only the first chunk of the answer arrives. */
const passOn = (
  bytes: Buffer,
  port: number,
  response: ServerResponse,
  cutShort: boolean,
  unmatched: (status: number, text: string) => void,
): Promise<void> =>
  new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": bytes.length };
    const onward = httpRequest(
      { host: "127.0.0.1", port, path: "/v1/chat/completions", method: "POST", agent: false, headers },
      (answer) => {
        const status = answer.statusCode ?? 500;
        response.writeHead(status, { "content-type": answer.headers["content-type"] ?? "application/json" });
        const seen: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => {
          seen.push(chunk);
          response.write(cutShort ? chunk.subarray(0, Math.ceil(chunk.length / 2)) : chunk);
          if (cutShort) response.socket?.end(() => response.socket?.destroy());
        });
        answer.on("end", () => {
          if (status >= 400) unmatched(status, Buffer.concat(seen).toString("utf8"));
          response.end();
          resolve();
        });
        answer.on("error", () => resolve());
      },
    );
    onward.on("error", (error) => {
      // A client that hung up, below, is no fault of the script's.
      if (response.destroyed) return resolve();
      unmatched(502, error.message);
      sendError(response, 502, error.message);
      resolve();
    });
    response.on("close", () => {
      onward.destroy();
      resolve();
    });
    onward.end(bytes);
  });

const sendError = (response: ServerResponse, code: number, message: string): void => {
  if (response.destroyed || response.headersSent) return;
  const type = code === 429 ? "rate_limit_error" : code >= 500 ? "server_error" : "invalid_request_error";
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message, type, param: null, code: null } }));
};
