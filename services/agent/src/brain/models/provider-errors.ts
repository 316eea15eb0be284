/** What the sentences need to know of the model that failed. */
export interface FailedModel {
  name: string;
  /** The variable that holds its key, e.g. "OPENROUTER_API_KEY". */
  keyVariable: string;
}

/**
 * A provider's error as a sentence for the user: refused apart from unreachable, and what to do.
 * The provider's own words stay out of it but for bad requests: they can hold parts of the key.
 */
export function providerErrorText(error: unknown, { name, keyVariable }: FailedModel): string {
  const chain = causes(error);
  const status = chain.map(statusOf).find((found) => found !== undefined);
  const model = `The model ${name}`;
  if (status === 401 || status === 403) {
    return `${model} refused our key. The admin of this agent has to check ${keyVariable} (or LLM_API_KEY).`;
  }
  if (status === 402)
    return `${model} wants to be paid: the account behind ${keyVariable} has no credit left.`;
  if (status === 404)
    return `${model} is not known to its provider. The admin has to check LLM_MODEL and LLM_BASE_URL.`;
  if (status === 429)
    return `${model} takes no more requests right now (limit reached). Please try again in a minute.`;
  if (status !== undefined && status >= 500)
    return `${model} has trouble at its provider (HTTP ${status}). Please try again in a minute.`;
  if (status !== undefined)
    return `${model} did not accept the request (HTTP ${status}). The agent's log has the details.`;
  if (chain.some(isConnection))
    return `${model} cannot be reached. The admin of this agent has to check its network and LLM_BASE_URL.`;
  return "Something went wrong inside voxnix's agent; its log has the details (`journalctl -u voxnix-agent`).";
}

// LangChain wraps what a middleware throws, the client wraps what fetch throws.
function causes(error: unknown): unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

function isConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR)/.test(code) ||
    /APIConnection|Timeout/.test(`${error.name} ${error.constructor.name}`) ||
    /Connection error|timed out|fetch failed|socket hang up/i.test(error.message)
  );
}
