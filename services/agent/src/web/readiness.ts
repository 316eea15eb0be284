/** One thing that must be well for the agent to do its work. */
export interface Check {
  name: string;
  ok: boolean;
  /** What was found, for a person. */
  detail: string;
}

/** Looks at one thing. Should not reject; if it does, that is the finding. */
export type Probe = () => Promise<Omit<Check, "name">> | Omit<Check, "name">;

/** Looks at all of them at once. */
export async function readiness(
  probes: Readonly<Record<string, Probe>>,
): Promise<{ ready: boolean; checks: Check[] }> {
  const checks = await Promise.all(
    Object.entries(probes).map(async ([name, probe]): Promise<Check> => {
      try {
        return { name, ...(await probe()) };
      } catch (error) {
        return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
  return { ready: checks.every(({ ok }) => ok), checks };
}
