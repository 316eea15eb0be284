import type { IncomingMessage, ServerResponse } from "node:http";
import { readBytes } from "../control/bytes.ts";
import { type Fault, Faults } from "../control/faults.ts";
import { optionalNumber, readFault } from "../control/input.ts";
import { type Doors, serve } from "../control/server.ts";
import { type Received, take } from "./received.ts";

/** A running OTLP endpoint that keeps what it is sent. */
export interface FakeOtlp {
  readonly received: Received;
  readonly faults: Faults;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const mostBytes = 4 * 1024 * 1024;

/** Starts an endpoint for traces and metrics over HTTP, in the JSON encoding alone. */
export const startFakeOtlp = async (doors: Doors): Promise<FakeOtlp> => {
  const received: Received = { spans: [], points: new Map(), violations: [], authorizations: [] };
  const faults = new Faults();
  const actions = {
    spans: () => received.spans,
    points: () => [...received.points.values()],
    violations: () => received.violations,
    "forgive-violations": () => received.violations.splice(0),
    authorizations: () => received.authorizations,
    fail: (input: Readonly<Record<string, unknown>>) =>
      faults.plan("*", readFault(input.fault), optionalNumber(input, "times") ?? 1),
  };
  const { port, close } = await serve(doors, actions, (request, response) =>
    answer(received, faults, request, response),
  );
  return { received, faults, port, close };
};

const answer = async (
  received: Received,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const bytes = await readBytes(request, mostBytes);
  const fault = faults.take("export");
  if (fault !== undefined) return fail(fault, faults, response);
  received.authorizations.push(request.headers.authorization);
  const ok =
    bytes !== undefined &&
    fits(received, request) &&
    take(received, request.url ?? "", JSON.parse(bytes.toString("utf8")));
  response.writeHead(ok ? 200 : 400, { "content-type": "application/json" });
  response.end(ok ? JSON.stringify({ partialSuccess: {} }) : JSON.stringify({ code: 3, message: "refused" }));
};

const fits = ({ violations }: Received, { method, headers }: IncomingMessage): boolean => {
  const type = headers["content-type"];
  const wrong = method !== "POST" ? `method ${method}` : type !== "application/json" ? `type ${type}` : null;
  if (wrong !== null) violations.push(wrong);
  return wrong === null;
};

const fail = async (fault: Fault, faults: Faults, response: ServerResponse): Promise<void> => {
  if (fault.kind === "hold") await faults.held();
  if (fault.kind !== "refuse") {
    response.destroy();
    return;
  }
  const after = fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
  response.writeHead(fault.code, { "content-type": "application/json", ...after });
  response.end(JSON.stringify({ code: fault.code, message: fault.description ?? "injected" }));
};
