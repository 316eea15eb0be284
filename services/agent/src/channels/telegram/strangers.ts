const againAfterMs = 3_600_000;
const mostRemembered = 10_000;

/** Who was told that they may not speak, so that each is told once an hour at most. */
export class Strangers {
  readonly #told = new Map<number, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Whether this one is to be told now; counts as told if so. */
  toBeTold(id: number): boolean {
    const now = this.#now();
    const before = this.#told.get(id);
    if (before !== undefined && now - before < againAfterMs) return false;
    // Oldest first: a flood of strangers must not fill the memory.
    if (this.#told.size >= mostRemembered) this.#told.delete(this.#told.keys().next().value ?? id);
    this.#told.delete(id);
    this.#told.set(id, now);
    return true;
  }
}

/** What a stranger is told: the way in. */
export function strangerText(id: number): string {
  return `Hello! I only work for people whom my owner has let in. Your id is \`${id}\`: please hand it to them.`;
}
