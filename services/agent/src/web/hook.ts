import type { IncomingHttpHeaders } from "node:http";

/** A place where somebody from outside delivers JSON by POST. */
export interface Hook {
  /** E.g. "/telegram". */
  readonly path: string;
  /** Whether the one who delivers has shown who they are. */
  readonly allowed: (headers: IncomingHttpHeaders) => boolean;
  /** False: they are told to come again later. */
  readonly ready: () => boolean;
  /** Takes it in. What it returned from counts as delivered. @throws to have it delivered again */
  readonly take: (body: unknown) => void;
}
