import type { UnitJournalRequest, UnitJournalResponse } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** Host.UnitJournal */
export async function unitJournal(
  _role: Role,
  _engine: Engine,
  _request: UnitJournalRequest,
): Promise<UnitJournalResponse> {
  throw unsupported("Host.UnitJournal");
}
