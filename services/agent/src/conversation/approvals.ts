import type { Logger } from "@voxnix/daemon";
import { type Asked, type Guard, readOnlyTools } from "../brain/index.ts";
import type { Approval, Button, Decision, Store, Turn } from "../store/index.ts";
import { count } from "../telemetry/index.ts";
import { audit } from "./audit.ts";
import type { Voice } from "./voice.ts";

/** How long a question can be answered with yes. */
export const approvalMs = 10 * 60_000;

export interface ApprovalParts {
  store: Store;
  voice: Voice;
  log: Logger;
}

/**
 * What waits for a person's yes: bound to who asked, where, and the exact arguments; answered once; over
 * after a while. Kept in the store, so a restart changes nothing.
 */
export class Approvals {
  readonly #parts: ApprovalParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ApprovalParts) {
    this.#parts = parts;
  }

  /** Stores what a turn asks, within the caller's transaction. Returns the buttons that its reply carries. */
  ask(turn: Turn, asked: readonly Asked[]): Button[][] {
    const { store } = this.#parts;
    this.#supersede(turn, asked);
    const approval = store.approvals.add(turn, [...asked], store.now() + approvalMs);
    audit(this.#parts, {
      ...bound(approval),
      turn: turn.id,
      event: "asked",
      subject: approval.id,
      detail: { calls: asked.map(({ call }) => ({ tool: call.tool, arguments: call.arguments })) },
    });
    this.watch();
    const { yes, no } = labels(asked.map(({ guard }) => guard));
    return [
      [
        { id: `approve:${approval.id}`, label: yes },
        { id: `refuse:${approval.id}`, label: no },
      ],
    ];
  }

  /**
   * Decides it, within the caller's transaction. False if it was decided before, or its time is over.
   * @param line what the message shows in place of its buttons
   */
  decide(approval: Approval, decision: Decision, line: string): boolean {
    const { store, voice } = this.#parts;
    if (!store.approvals.decide(approval.id, decision)) return false;
    audit(this.#parts, { ...bound(approval), event: decision, subject: approval.id });
    for (const { call } of approval.asked) count("voxnix_approvals", { tool: call.tool, answer: decision });
    voice.settle(store.outbox.withButton(approval.chat, `approve:${approval.id}`), line);
    return true;
  }

  /**
   * The question that a plain "yes" or "no" answers: the last thing that this person was told in this chat.
   * One that they have talked past takes a press of its button, so that no yes goes to the wrong question.
   */
  lastAsked(of: { chat: string; owner: Turn["owner"] }): Approval | undefined {
    const { store } = this.#parts;
    const [newest] = store.approvals.open(of);
    if (newest === undefined || newest.expires_ms <= store.now()) return undefined;
    return store.turns.talkedSince(of, newest.turn) ? undefined : newest;
  }

  /** Ends questions whose time is over, now and from now on. */
  watch(): void {
    const { store, log } = this.#parts;
    clearTimeout(this.#timer);
    const now = store.now();
    const open = store.approvals.open();
    for (const approval of open.filter(({ expires_ms }) => expires_ms <= now)) {
      store.atomically(() =>
        this.decide(approval, "expired", "⌛ Nobody answered in time. Nothing was done."),
      );
      log.info({ event: "approval-expired", approval: approval.id });
    }
    const next = Math.min(...open.map(({ expires_ms }) => expires_ms).filter((ms) => ms > now));
    if (next === Infinity) return;
    this.#timer = setTimeout(() => this.watch(), next - now + 50);
    this.#timer.unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  // Asked for once more, the same thing is to be answered once.
  #supersede(turn: Turn, asked: readonly Asked[]): void {
    const key = callsKey(asked);
    for (const approval of this.#parts.store.approvals.open(turn)) {
      if (callsKey(approval.asked) !== key) continue;
      this.decide(approval, "superseded", "I have asked again below.");
    }
  }
}

/** Whether a tool does more than look. */
export function changesSomething(tool: string): boolean {
  return !readOnlyTools.has(tool);
}

function bound({ owner, chat }: Approval): { owner: string; chat: string } {
  return { owner, chat };
}

function labels(guards: readonly Guard[]): { yes: string; no: string } {
  const [only, ...others] = guards;
  if (only !== undefined && others.length === 0) return only;
  return { yes: `Yes, all ${guards.length}`, no: "No" };
}

function callsKey(asked: readonly Asked[]): string {
  return JSON.stringify(asked.map(({ call }) => [call.tool, call.arguments]));
}
