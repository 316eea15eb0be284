import type protobuf from "protobufjs";

/** Whose things an answer shows: the values of all fields `owner` in its messages. */
export function ownersIn(type: protobuf.Type, frames: Buffer): Set<string> {
  const owners = new Set<string>();
  for (let at = 0; at + 5 <= frames.length; ) {
    const length = frames.readUInt32BE(at + 1);
    const message = frames.subarray(at + 5, at + 5 + length);
    at += 5 + length;
    // The last one may have been hung up on.
    if (message.length === length) gather(type.toObject(type.decode(message)), owners);
  }
  return owners;
}

function gather(value: unknown, owners: Set<string>): void {
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "owner" && typeof inner === "string") owners.add(inner);
    else gather(inner, owners);
  }
}
