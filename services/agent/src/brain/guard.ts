import type { StoredCall } from "./messages.ts";

/** What a person is asked before a call that cannot be taken back. */
export interface Guard {
  /** Markdown: exactly what will happen, and to which container. */
  question: string;
  /** The button that does it, e.g. "Destroy dev". */
  yes: string;
  /** The button that does not, e.g. "Keep it". */
  no: string;
}

/** A call that waits for a person's yes. */
export interface Asked {
  call: StoredCall;
  guard: Guard;
}
