/** What a Bot API refusal carries beside its text, as in the `parameters` field of the real answer. */
export interface RefusalParameters {
  /** Seconds to wait before the same call may be made again (429 only). */
  readonly retry_after?: number;
}

/** "Telegram said no": becomes `{ok: false, error_code, description}` with the same HTTP status. */
export class Refused extends Error {
  readonly code: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** A 400, worded as the real server words it. */
export const badRequest = (rule: string): Refused => new Refused(400, `Bad Request: ${rule}`);

/** A 403, worded as the real server words it. */
export const forbidden = (rule: string): Refused => new Refused(403, `Forbidden: ${rule}`);
