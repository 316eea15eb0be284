import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { readBytes } from "../control/bytes.ts";
import type { Fault, Faults } from "../control/faults.ts";
import { isObject } from "../control/input.ts";
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
  // Some failures are meant for one of several models.
  const fault = ledger.faults.take("chat") ?? ledger.faults.take(modelOf(body));
  if (fault !== undefined && (await strike(ledger.faults, fault, response))) return;
  await passOn(bytes, scriptPort, response, fault?.kind, ledger);
};

const modelOf = (body: unknown): string =>
  isObject(body) && typeof body.model === "string" ? body.model : "chat";

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
    case "stall":
      return false;
  }
};

/** Lets the script answer, and sends its answer on: whole, half, or half and the rest when the test releases it. */
const passOn = async (
  bytes: Buffer,
  port: number,
  response: ServerResponse,
  fault: Fault["kind"] | undefined,
  ledger: Ledger,
): Promise<void> => {
  const path = "/v1/chat/completions";
  const { status, type, text } = await fromScript(port, path, bytes);
  // No rule of the script matches: the test forgot one, or the agent asked what it should not.
  if (status >= 400)
    ledger.violations.push({ path, code: status, message: `${text} to ${lastWords(bytes)}` });
  response.writeHead(status, { "content-type": type });
  const [first, rest] = halves(text, type.startsWith("text/event-stream"));
  await written(response, first);
  if (fault === "lose-answer") return void response.socket?.destroy();
  if (fault === "stall") await ledger.faults.held();
  response.end(rest);
};

// On a connection of its own: an idle one can be closed by aimock just when a request is sent on it.
const fromScript = (
  port: number,
  path: string,
  bytes: Buffer,
): Promise<{ status: number; type: string; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": bytes.length };
    const call = httpRequest(
      { host: "127.0.0.1", port, path, method: "POST", agent: false, headers },
      (answer) => {
        const {
          statusCode: status = 500,
          headers: { "content-type": type = "application/json" },
        } = answer;
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve({ status, type, text: Buffer.concat(chunks).toString("utf8") }));
        answer.on("error", reject);
      },
    );
    call.on("error", reject);
    call.end(bytes);
  });

// What the request ends with, so that one can see which rule is missing.
const lastWords = (bytes: Buffer): string => {
  const body = parse(bytes);
  const messages: unknown[] = isObject(body) && Array.isArray(body.messages) ? body.messages : [];
  return JSON.stringify(messages.slice(-2)).slice(0, 600);
};

// Between two events of a stream, as a slow model would.
const halves = (text: string, stream: boolean): [first: string, rest: string] => {
  const events = stream ? text.split(/(?<=\n\n)/) : [...text];
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle).join(""), events.slice(middle).join("")];
};

const written = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve) => {
    response.once("close", resolve);
    response.write(text, () => resolve());
  });

const sendError = (response: ServerResponse, code: number, message: string): void => {
  if (response.destroyed || response.headersSent) return;
  const type = code === 429 ? "rate_limit_error" : code >= 500 ? "server_error" : "invalid_request_error";
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message, type, param: null, code: null } }));
};
