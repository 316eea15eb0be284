import { VoxnixError } from "@voxnix/protocol";

export const perContainer = 32;
const inAll = 128;

/**
 * Lets so many commands and journals be open at a time: each is a process or two on the host.
 * @returns a stream that counts from its first reading to its end @throws QUOTA_EXCEEDED
 */
export function createGate() {
  const open = new Map<string, number>();
  let all = 0;
  return async function* <T>(container: string, stream: AsyncIterable<T>): AsyncGenerator<T> {
    const own = open.get(container) ?? 0;
    if (own >= perContainer || all >= inAll) {
      throw new VoxnixError(
        "QUOTA_EXCEEDED",
        `So many commands and journals are open at once as this host allows: ${perContainer} of a container, ${inAll} in all. End one first.`,
        { field: "name", rule: `at most ${perContainer} open at once` },
      );
    }
    open.set(container, own + 1);
    all++;
    try {
      yield* stream;
    } finally {
      const left = (open.get(container) ?? 1) - 1;
      if (left > 0) open.set(container, left);
      else open.delete(container);
      all--;
    }
  };
}
