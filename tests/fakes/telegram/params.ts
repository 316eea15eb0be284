import { badRequest } from "./refused.ts";

/** A file that came with a multipart body. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * The parameters of one Bot API call. The three body kinds differ (form fields are text, JSON fields are values),
 * and the real server takes numbers as text and objects as JSON text everywhere: so does this.
 */
export class Params {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #files: ReadonlyMap<string, Upload>;

  constructor(fields: ReadonlyMap<string, unknown>, files: ReadonlyMap<string, Upload> = new Map()) {
    this.#fields = fields;
    this.#files = files;
  }

  /** The field as text; undefined when absent. */
  text(name: string): string | undefined {
    const value = this.#fields.get(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw badRequest(`field "${name}" must be of type String`);
  }

  /** The field as an integer; undefined when absent. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === "") return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw badRequest(`field "${name}" must be of type Number`);
    return value;
  }

  /** The field as true or false; false when absent. */
  flag(name: string): boolean {
    const text = this.text(name)?.toLowerCase();
    return text === "true" || text === "1" || text === "yes";
  }

  /** The field as an object or array, also when it was sent as JSON text; undefined when absent. */
  value(name: string): unknown {
    const value = this.#fields.get(name);
    if (value === null) return undefined;
    if (typeof value !== "string") return value;
    if (value === "") return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${name.replaceAll("_", " ")} JSON object`);
    }
  }

  /** The file that a field names: sent under that name, or as `attach://…`. */
  file(name: string): Upload | undefined {
    const direct = this.#files.get(name);
    if (direct !== undefined) return direct;
    const reference = this.#fields.get(name);
    if (typeof reference !== "string" || !reference.startsWith("attach://")) return undefined;
    return this.#files.get(reference.slice("attach://".length));
  }
}
