import type { IncomingMessage } from "node:http";
import { readBytes } from "../control/bytes.ts";
import { isObject } from "../control/input.ts";
import { Params, type Upload } from "./params.ts";
import { badRequest, Refused } from "./refused.ts";

// The real server takes uploads up to 50 MB.
const LARGEST_BODY = 52 * 1024 * 1024;

/** Reads the parameters of a Bot API call from its query and its body, whichever of the four ways they came. */
export const readParams = async (request: IncomingMessage, query: URLSearchParams): Promise<Params> => {
  const fields = new Map<string, unknown>(query);
  const files = new Map<string, Upload>();
  const bytes = await readBytes(request, LARGEST_BODY);
  if (bytes === undefined) throw new Refused(413, "Request Entity Too Large");
  if (bytes.length === 0) return new Params(fields);
  const type = request.headers["content-type"] ?? "";
  const kind = type.split(";")[0]?.trim().toLowerCase();
  if (kind === "application/json") {
    for (const [name, value] of Object.entries(parseObject(bytes))) fields.set(name, value);
  } else if (kind === "application/x-www-form-urlencoded") {
    for (const [name, value] of new URLSearchParams(bytes.toString("utf8"))) fields.set(name, value);
  } else if (kind === "multipart/form-data") {
    await readForm(bytes, type, fields, files);
  } else {
    throw badRequest(`unsupported content type "${kind ?? ""}"`);
  }
  return new Params(fields, files);
};

const parseObject = (bytes: Buffer): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw badRequest("can't parse request body as JSON");
  }
  if (!isObject(value)) throw badRequest("object expected in the request body");
  return value;
};

const readForm = async (
  bytes: Buffer,
  type: string,
  fields: Map<string, unknown>,
  files: Map<string, Upload>,
): Promise<void> => {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    throw badRequest("can't parse multipart form data");
  }
  for (const [name, value] of form) {
    if (typeof value === "string") fields.set(name, value);
    else
      files.set(name, { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
};
