import protobuf from "protobufjs";
import type { Shot } from "./attack.ts";
import { type Rpc, surface } from "./surface.ts";

/** Values that make each call mean something: what an honest caller would send. */
export interface Honest {
  readonly owner: string;
  readonly name: string;
}

/** A place in a request where a value goes, as a path of field names. */
interface Place {
  readonly rpc: Rpc;
  readonly path: readonly string[];
  readonly field: protobuf.Field;
}

/** Every place of every request of the contract that holds texts, bytes or numbers. */
export function places(kind: "text" | "number"): Place[] {
  return surface().flatMap((rpc) =>
    leaves(rpc.request, [], 0)
      .filter(({ field }) => (kind === "text") === ["string", "bytes"].includes(field.type))
      .map((leaf) => ({ rpc, ...leaf })),
  );
}

function leaves(type: protobuf.Type, at: readonly string[], depth: number): Omit<Place, "rpc">[] {
  return type.fieldsArray.flatMap((field) => {
    const path = [...at, field.name];
    const { resolvedType } = field.resolve();
    const key = field instanceof protobuf.MapField ? [{ path: [...path, "key"], field: keyOf(field) }] : [];
    if (resolvedType instanceof protobuf.Type)
      return [...key, ...(depth < 6 ? leaves(resolvedType, path, depth + 1) : [])];
    if (resolvedType !== null || field.type === "bool") return key;
    return [...key, { path, field }];
  });
}

// The keys of the contract's maps are texts.
const keyOf = ({ name, id }: protobuf.MapField) => new protobuf.Field(name, id, "string");

/** The call that has `value` in that place, and what an honest caller would send in all others. */
export function shotAt({ rpc, path }: Place, value: string | number, honest: Honest): Shot {
  const made = build(rpc.request, path, value, honest);
  const message = rpc.request.encode(rpc.request.fromObject(made)).finish();
  const what = `${rpc.name} with ${JSON.stringify(value).slice(0, 60)} as ${path.join(".")}`;
  return { path: rpc.path, message, streams: rpc.streams, what };
}

function build(
  type: protobuf.Type,
  path: readonly string[],
  value: string | number,
  honest: Honest,
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const here = path[0] === field.name;
    const { resolvedType } = field;
    const isKey = here && path[1] === "key";
    const inner =
      resolvedType instanceof protobuf.Type
        ? here || field.name === "spec"
          ? build(resolvedType, here && !isKey ? path.slice(1) : [], value, honest)
          : undefined
        : here && !isKey
          ? valueFor(field, value)
          : usual(field, honest);
    if (inner === undefined) continue;
    if (field instanceof protobuf.MapField)
      made[field.name] = { [isKey ? String(value) : "userName"]: inner };
    else made[field.name] = field.repeated ? [inner] : inner;
  }
  return made;
}

function valueFor(field: protobuf.Field, value: string | number): unknown {
  return field.type === "bytes" ? Buffer.from(String(value)) : value;
}

// A create that would go through is not what is tried here: a container too many is refused last of all.
function usual({ name, type }: protobuf.Field, honest: Honest): unknown {
  const known: Record<string, unknown> = {
    owner: honest.owner,
    name: honest.name,
    container: honest.name,
    containers_at_most: 0,
    command: "true",
    timeout_seconds: 5,
    lines: 3,
    limit: 3,
    query: "git",
    unit: "",
    text: "x",
  };
  if (Object.hasOwn(known, name)) return known[name];
  return type === "bytes" ? Buffer.from("x") : undefined;
}
