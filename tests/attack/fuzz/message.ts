import protobuf from "protobufjs";
import type { Random } from "../../soak/random.ts";
import { edges, fitting, unfitting } from "./values.ts";
import type { World } from "./world.ts";

/**
 * How far a message is from one that means something: `valid` has all of its fields as they could be, `nearly`
 * all but about one, `wrong` hardly any.
 */
export type Likeness = "valid" | "nearly" | "wrong";

const strangeness: Record<Likeness, number> = { valid: 0, nearly: 0.12, wrong: 0.7 };

interface Making {
  readonly world: World;
  readonly random: Random;
  readonly strange: number;
}

/** The bytes of a message of this type, with fields made up by its description alone. */
export function makeMessage(type: protobuf.Type, likeness: Likeness, world: World, random: Random): Buffer {
  const made = fields(type, { world, random, strange: strangeness[likeness] }, 0);
  return Buffer.from(type.encode(type.fromObject(made)).finish());
}

function fields(type: protobuf.Type, making: Making, depth: number): Record<string, unknown> {
  const { random, strange } = making;
  const made: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    field.resolve();
    // Of a oneof mostly one field, sometimes several.
    const siblings = field.partOf?.fieldsArray.length ?? 1;
    const present = siblings > 1 ? random.chance(1.2 / siblings) : random.chance(isPlain(field) ? 0.9 : 0.5);
    if (!present) continue;
    made[field.name] = makeField(field, type, making, depth);
    if (random.chance(strange / 4)) delete made[field.name];
  }
  return made;
}

function makeField(field: protobuf.Field, of: protobuf.Type, making: Making, depth: number): unknown {
  const { random } = making;
  if (field instanceof protobuf.MapField) {
    const entries = Array.from({ length: howMany(making) }, () => [
      text(field.name === "settings" ? "setting" : "variable", making),
      single(field, of, making, depth),
    ]);
    return Object.fromEntries(entries);
  }
  if (!field.repeated) return single(field, of, making, depth);
  const count = field.name === "command" ? Math.max(1, howMany(making)) : howMany(making);
  return Array.from({ length: random.chance(making.strange / 40) ? 400 : count }, () =>
    single(field, of, making, depth),
  );
}

function single(field: protobuf.Field, of: protobuf.Type, making: Making, depth: number): unknown {
  const { random } = making;
  const { resolvedType } = field;
  if (resolvedType instanceof protobuf.Type) return depth > 6 ? {} : fields(resolvedType, making, depth + 1);
  if (resolvedType instanceof protobuf.Enum) return random.pick(edges) % 40;
  switch (field.type) {
    case "string":
      return text(field.name === "name" && of.name === "ModuleChoice" ? "module" : field.name, making);
    case "bytes":
      return Buffer.from(text(field.name, making));
    case "bool":
      return random.chance(0.5);
    default:
      return random.chance(Math.max(0.1, making.strange))
        ? random.pick(edges)
        : Math.floor(random.next() * 200);
  }
}

function text(field: string, { world, random, strange }: Making): string {
  // Half of what is strange about a call in another's name would otherwise be its owner alone.
  if (random.chance(field === "owner" ? strange / 4 : strange)) return unfitting(world, random);
  return fitting(field, world, random) ?? random.pick(["a", "hello", "7", "/workspace"]);
}

const howMany = ({ random }: Making) => (random.chance(0.6) ? 0 : 1 + Math.floor(random.next() * 3));

// A request's own fields, not a nested message.
const isPlain = ({ resolvedType, repeated, name }: protobuf.Field) =>
  (resolvedType === null && !repeated) || name === "spec" || name === "command";
