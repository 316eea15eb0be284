import type { Random } from "../../soak/random.ts";

/** The same bytes with a few things about them changed, as no honest client would send them. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  const times = 1 + Math.floor(random.next() * 3);
  for (let time = 0; time < times; time++) mutated = random.pick(ways)(mutated, random);
  return mutated.subarray(0, 400_000);
}

type Way = (bytes: Buffer, random: Random) => Buffer;

const at = (bytes: Buffer, random: Random) => Math.floor(random.next() * (bytes.length + 1));
const insert = (bytes: Buffer, place: number, more: Buffer) =>
  Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)]);

const flip: Way = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const place = Math.floor(random.next() * copy.length);
  if (copy.length > 0) copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random.next() * 8));
  return copy;
};
const cut: Way = (bytes, random) => bytes.subarray(0, at(bytes, random));
const twice: Way = (bytes) => Buffer.concat([bytes, bytes]);
const noise: Way = (bytes, random) =>
  insert(
    bytes,
    at(bytes, random),
    Buffer.from(Array.from({ length: 8 }, () => Math.floor(random.next() * 256))),
  );
const notText: Way = (bytes, random) =>
  insert(bytes, at(bytes, random), Buffer.from([0x0a, 4, 0xff, 0xfe, 0xc0, 0x80]));
// A varint of eleven bytes, a length beyond the end, a field number of nothing, wire types that there are not.
const longVarint: Way = (bytes, random) => insert(bytes, at(bytes, random), Buffer.alloc(11, 0xff));
const longLength: Way = (bytes) => Buffer.concat([bytes, Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x07])]);
const fieldZero: Way = (bytes) => Buffer.concat([bytes, Buffer.from([0x02, 0x00])]);
const badType: Way = (bytes, random) =>
  Buffer.concat([bytes, Buffer.from([0x0e + (random.chance(0.5) ? 1 : 0), 1])]);
// Groups in groups: what does not know a field skips it, and those that are in it.
const deep: Way = (bytes, random) =>
  Buffer.concat([bytes, Buffer.alloc(random.chance(0.1) ? 200_000 : 200, 0x7b), Buffer.alloc(100, 0x7c)]);
const unknownField: Way = (bytes) => Buffer.concat([bytes, Buffer.from([0xfa, 0x3f, 3, 1, 2, 3])]);

const ways = [
  flip,
  flip,
  cut,
  twice,
  noise,
  notText,
  longVarint,
  longLength,
  fieldZero,
  badType,
  deep,
  unknownField,
] as const satisfies readonly Way[];
