import type { Run } from "../system/run.ts";
import type { Systemd } from "../system/systemd.ts";
import type { Facts } from "./facts.ts";
import type { Rubbish } from "./rubbish.ts";

/** What of the host the machines on it are worked with. */
export interface Host {
  run: Run;
  systemd: Systemd;
  facts: (machines: readonly string[]) => Promise<Map<string, Facts>>;
  /** Has systemd read all units again: one reload for all who wait for one. */
  reload: () => Promise<void>;
  rubbish: Rubbish;
}
