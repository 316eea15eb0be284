/** Why a job was told to end: a person said stop, or the process ends. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly by: "person" | "shutdown";

  constructor(by: "person" | "shutdown") {
    super(by === "person" ? "stopped by the person" : "the agent is shutting down");
    this.by = by;
  }
}

interface Job {
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly drop: () => void;
  readonly owner: string;
}

interface Line {
  running: { readonly owner: string; readonly end: AbortController } | undefined;
  readonly waiting: Job[];
}

/** One job at a time per chat, in the order given; chats do not wait for each other. */
export class Queue {
  readonly #lines = new Map<string, Line>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  /**
   * Appends a job. It begins after the present tick at the earliest.
   * @param run must not reject; ends early when the signal is aborted, with a `Stopped` as reason
   * @param drop called instead of `run` when a stop takes the job out of the queue
   * @param place `first` for a job that goes before those that wait
   * @param owner whose it is: a chat can have several people
   */
  add(
    chat: string,
    run: Job["run"],
    drop: Job["drop"],
    place: "first" | "last" = "last",
    owner = chat,
  ): void {
    const line = this.#lines.get(chat) ?? { running: undefined, waiting: [] };
    this.#lines.set(chat, line);
    if (place === "first") line.waiting.unshift({ run, drop, owner });
    else line.waiting.push({ run, drop, owner });
    queueMicrotask(() => this.#next(chat, line));
  }

  /** How many jobs of the chat wait for the running one. */
  waiting(chat: string): number {
    return this.#lines.get(chat)?.waiting.length ?? 0;
  }

  /** Whether a job of the chat runs that was not told to end: 1 or 0. */
  running(chat: string): number {
    const running = this.#lines.get(chat)?.running;
    return running === undefined || running.end.signal.aborted ? 0 : 1;
  }

  /** Whether any job runs. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /**
   * Ends the running job of a chat and drops those that wait. Returns how many there were.
   * @param whose only the jobs of these
   */
  stop(chat: string, whose: (owner: string) => boolean = () => true): { running: number; waiting: number } {
    const line = this.#lines.get(chat);
    if (line === undefined) return { running: 0, waiting: 0 };
    const all = line.waiting.splice(0);
    line.waiting.push(...all.filter(({ owner }) => !whose(owner)));
    const dropped = all.filter(({ owner }) => whose(owner));
    for (const job of dropped) job.drop();
    if (line.running === undefined || !whose(line.running.owner))
      return { running: 0, waiting: dropped.length };
    const running = this.running(chat);
    line.running.end.abort(new Stopped("person"));
    return { running, waiting: dropped.length };
  }

  /**
   * Begins no further job, waits for the running ones, and tells those to end that take too long.
   * @param withinMs how long they may take
   */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    const timer = setTimeout(() => {
      for (const { running } of this.#lines.values()) running?.end.abort(new Stopped("shutdown"));
    }, withinMs);
    await Promise.all(this.#running);
    clearTimeout(timer);
  }

  #next(chat: string, line: Line): void {
    if (this.#closed || line.running !== undefined) return;
    const job = line.waiting.shift();
    if (job === undefined) {
      // A line that was emptied by a stop may have been followed by another one.
      if (this.#lines.get(chat) === line) this.#lines.delete(chat);
      return;
    }
    const end = new AbortController();
    line.running = { owner: job.owner, end };
    const done = job.run(end.signal).finally(() => {
      line.running = undefined;
      this.#running.delete(done);
      this.#next(chat, line);
    });
    this.#running.add(done);
  }
}
