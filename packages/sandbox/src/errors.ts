/** Something the person at the keyboard has to know: what happened and what to do next. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  /** Evidence to print below the message: journal lines, the end of a program's output. Empty when there is none. */
  readonly detail: string;

  constructor(message: string, detail = "") {
    super(message);
    this.detail = detail.trim();
  }
}
