import { type Api, GrammyError } from "grammy";
import type { OperationSeen } from "../../conversation/index.ts";
import type { Button } from "../../store/index.ts";
import { printable } from "../printable.ts";
import { begunProgress, count, elapsed, headline, type ProgressState, took, withEvent } from "../progress.ts";
import type { Clock } from "./clock.ts";
import { asKeyboard } from "./keyboard.ts";
import { asReply } from "./sending.ts";

const longestMessage = 4_000;
const betweenEditsMs = 3_000;
// What is done sooner needs no message of its own.
const worthShowingMs = 2_000;
// While nothing else changes, the time that passes is shown this often.
const tickMs = 10_000;
const lastAttempts = 4;

export interface ProgressParts {
  /** Without automatic retries: an edit that fails is overtaken by the next. */
  api: Pick<Api, "sendMessage" | "editMessageText">;
  chat: number;
  /** In a group, the message that is answered. */
  replyTo: number | undefined;
  /** Hangs on the message while something is under way. */
  stop: Button;
  clock: Clock;
  /** The message that a former process showed for this turn. */
  message: number | undefined;
  /** The message was sent; `undefined` once it needs no further edit. */
  shown: (message: number | undefined) => void;
}

/**
 * The one message that shows how a turn's operations get on. Edited at most every 3 seconds and later where
 * Telegram asks for patience; never sent twice.
 */
export class ProgressMessage {
  readonly #parts: ProgressParts;
  readonly #operations = new Map<string, ProgressState>();
  #message: number | undefined;
  /** What the message says now, and the facts behind it. */
  #text = "";
  #facts = "";
  #notBeforeMs: number;
  #busy = false;
  #timer: { dueMs: number; cancel: () => void } | undefined;

  constructor(parts: ProgressParts) {
    this.#parts = parts;
    this.#message = parts.message;
    this.#notBeforeMs = parts.clock.now() + (parts.message === undefined ? worthShowingMs : 0);
  }

  /** Takes in an event. What has to be built is shown at once: it takes its time. */
  add({ operation, container, event }: OperationSeen): void {
    const { clock } = this.#parts;
    const before = this.#operations.get(operation) ?? begunProgress(container, clock.now());
    this.#operations.set(operation, withEvent(before, event));
    // A known image is neither evaluated nor built.
    const long = event.phase?.phase === "EVALUATE";
    if (long && this.#message === undefined && !this.#busy) this.#notBeforeMs = clock.now();
    if (this.underWay) this.#schedule();
  }

  /**
   * The turn has ended: the message, if there is one, gets its last text. Where an operation goes on without its
   * turn the message is left to whoever follows that. Never rejects.
   */
  async end(): Promise<void> {
    if (this.underWay) return;
    this.#timer?.cancel();
    const last = this.#render();
    for (let attempt = 0; attempt < lastAttempts && this.#text !== last; attempt++) {
      if (!this.#busy && this.#message === undefined) return;
      await this.#pause(Math.max(0, this.#notBeforeMs - this.#parts.clock.now()));
      if (!this.#busy) await this.#update();
    }
    this.#parts.shown(undefined);
  }

  // Sets the timer for the next edit, or brings it forward.
  #schedule(): void {
    if (this.#busy) return;
    const { clock } = this.#parts;
    const dueMs = Math.max(this.#notBeforeMs, clock.now() + (this.#render(0) === this.#facts ? tickMs : 0));
    if (this.#timer !== undefined && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    const cancel = clock.after(Math.max(0, dueMs - clock.now()), () => {
      this.#timer = undefined;
      void this.#edit();
    });
    this.#timer = { dueMs, cancel };
  }

  async #edit(): Promise<void> {
    if (!this.underWay) return;
    await this.#update();
    if (this.underWay) this.#schedule();
  }

  // Sends or edits the message; trouble is left to the next edit, which tells the same and more.
  async #update(): Promise<void> {
    const { api, chat, replyTo, stop, clock, shown } = this.#parts;
    const keyboard = this.underWay ? { reply_markup: asKeyboard([[stop]]) } : {};
    const text = this.#render();
    const facts = this.#render(0);
    if (text === this.#text || text === "") return;
    this.#notBeforeMs = clock.now() + betweenEditsMs;
    this.#busy = true;
    try {
      if (this.#message === undefined) {
        const { message_id } = await api.sendMessage(chat, text, {
          ...keyboard,
          ...asReply(replyTo),
          disable_notification: true,
        });
        this.#message = message_id;
        shown(this.#message);
      } else {
        await api.editMessageText(chat, this.#message, text, keyboard);
      }
      this.#text = text;
      this.#facts = facts;
    } catch (error) {
      const refusal = error instanceof GrammyError ? error : undefined;
      if (refusal && /message is not modified/.test(refusal.description)) this.#text = text;
      const waitMs = (refusal?.parameters.retry_after ?? 0) * 1_000;
      this.#notBeforeMs = Math.max(this.#notBeforeMs, clock.now() + waitMs);
    } finally {
      this.#busy = false;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#parts.clock.after(ms, resolve));
  }

  /** Whether an operation has not ended yet. */
  get underWay(): boolean {
    return [...this.#operations.values()].some(({ ended }) => ended === undefined);
  }

  // With an elapsed time of its own choice only the facts are left to differ.
  #render(elapsedMs?: number): string {
    return [...this.#operations.values()]
      .map((state) =>
        progressText(state, elapsedMs === undefined ? this.#parts.clock.now() : state.startedMs + elapsedMs),
      )
      .map(printable)
      .join("\n\n")
      .slice(0, longestMessage)
      .toWellFormed();
  }
}

function progressText(state: ProgressState, nowMs: number): string {
  const mark = state.ended === undefined ? "🔨" : state.ended === "done" ? "✅" : "❌";
  if (state.ended !== undefined)
    return [`${mark} ${headline(state)} · ${took(state)}`, clipped(state.reason)].filter(Boolean).join("\n");
  const title = `${mark} ${headline(state)} · ${elapsed(state, nowMs)}`;
  const phase = [state.phase, count(state)].filter((part) => part !== "").join(" · ");
  return [title, phase, state.activity].filter((line) => line !== "").join("\n");
}

// The reply tells all of it.
function clipped(reason: string): string {
  return reason.length > 400 ? `${reason.slice(0, 399)}…` : reason;
}
