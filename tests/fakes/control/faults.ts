/** A failure that a test asks for. Injected failures are not violations. */
export type Fault =
  /** Answers with this error code; 429 carries `retry_after` (seconds). The call is not carried out. */
  | {
      readonly kind: "refuse";
      readonly code: number;
      readonly retry_after?: number;
      readonly description?: string;
    }
  /** Cuts the connection before the call is carried out. */
  | { readonly kind: "cut" }
  /** Carries the call out and cuts the connection before (or, of a stream, in the middle of) the answer. */
  | { readonly kind: "lose-answer" }
  /** Holds the call until the test releases it. */
  | { readonly kind: "hold" }
  /** Carries the call out, sends half of the answer, and holds the rest until the test releases it. */
  | { readonly kind: "stall" };

interface Planned {
  readonly method: string;
  readonly fault: Fault;
  left: number;
}

/** The failures to come, per method ("*" for any), each for a number of calls. */
export class Faults {
  readonly #planned: Planned[] = [];
  #held: (() => void)[] = [];

  /** Fails the next `times` calls of a method. */
  plan(method: string, fault: Fault, times: number): void {
    this.#planned.push({ method: method.toLowerCase(), fault, left: times });
  }

  /** Forgets failures that have not happened yet and releases what is held. */
  clear(): void {
    this.#planned.length = 0;
    this.release();
  }

  /** Takes the failure for this call, if one is due. */
  take(method: string): Fault | undefined {
    const due = this.#planned.find(
      (planned) => planned.left > 0 && (planned.method === "*" || planned.method === method.toLowerCase()),
    );
    if (due === undefined) return undefined;
    due.left -= 1;
    return due.fault;
  }

  /** Resolves when the test releases what it holds. */
  held(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** How many calls are held now. */
  get holding(): number {
    return this.#held.length;
  }

  release(): void {
    for (const go of this.#held) go();
    this.#held = [];
  }
}
