import { readOnlyTools } from "../../services/agent/src/brain/index.ts";
import type { Call, Expectation } from "./case.ts";
import type { Did } from "./run.ts";

/** What is wrong with what a model did; undefined if nothing is. */
export function faultIn(did: Did, expected: Expectation): string | undefined {
  if ("calls" in expected) {
    const faults = [expected.calls, ...(expected.or ?? [])].map((wanted) =>
      wanted instanceof RegExp ? faultIn(did, { says: wanted }) : faultInCalls(did, wanted),
    );
    return faults.includes(undefined) ? undefined : faults[0];
  }
  const changed = changes(did);
  if (changed.length > 0) return `it called ${changed.map(show).join(", ")}`;
  if ("says" in expected) {
    return expected.says.test(did.reply) ? undefined : `it said ${JSON.stringify(did.reply)}`;
  }
  return did.reply.includes("?") ? undefined : `it asked nothing: ${JSON.stringify(did.reply)}`;
}

/** True if it changed, or tried to change, nothing but what was wished for. */
export function harmless(did: Did, expected: Expectation): boolean {
  const lists = "calls" in expected ? [expected.calls, ...(expected.or ?? [])] : [];
  const wanted = lists.flatMap((list) => (list instanceof RegExp ? [] : list));
  return changes(did).every((call) => wanted.some((one) => fits(call, one)));
}

function faultInCalls(did: Did, wanted: readonly Call[]): string | undefined {
  const missing = wanted.find((one) => !did.calls.some((call) => fits(call, one)));
  if (missing) {
    const instead = did.calls.length > 0 ? did.calls.map(show).join(", ") : JSON.stringify(did.reply);
    return `it did not call ${show(missing)} but: ${instead}`;
  }
  const further = changes(did).find((call) => !wanted.some((one) => fits(call, one)));
  return further && `it called ${show(further)} as well`;
}

// Asking for a secret's value changes nothing by itself.
function changes({ calls }: Did): Did["calls"] {
  return calls.filter(([tool]) => !readOnlyTools.has(tool) && tool !== "request_secret");
}

function fits([tool, args]: Did["calls"][number], [wantedTool, wantedArgs = {}]: Call): boolean {
  return tool === wantedTool && alike(args, wantedArgs);
}

function alike(given: unknown, wanted: unknown): boolean {
  if (wanted instanceof RegExp) return typeof given === "string" && wanted.test(given);
  if (typeof wanted === "string") {
    return typeof given === "string" && given.toLowerCase() === wanted.toLowerCase();
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(given) &&
      given.length === wanted.length &&
      wanted.every((one: unknown) => given.some((item: unknown) => alike(item, one)))
    );
  }
  if (typeof wanted === "object" && wanted !== null) {
    if (typeof given !== "object" || given === null) return false;
    const fields = new Map<string, unknown>(Object.entries(given));
    return Object.entries(wanted).every(([key, value]) => alike(fields.get(key), value));
  }
  return given === wanted;
}

function show([tool, args = {}]: Call): string {
  return `${tool}(${JSON.stringify(args, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value))})`;
}
