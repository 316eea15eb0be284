/** What a change may end early by, and where it tells what other programs say. */
export interface Work {
  signal: AbortSignal;
  log: (source: string, text: string) => void;
}
