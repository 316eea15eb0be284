// Original file: proto/voxnix/v1/host.proto

import type { JournalEntry as _voxnix_v1_JournalEntry, JournalEntry__Output as _voxnix_v1_JournalEntry__Output } from './JournalEntry.ts';

export interface UnitJournalResponse {
  /**
   * systemd's ActiveState and SubState, e.g. "active (running)".
   */
  'state'?: (string);
  'entries'?: (_voxnix_v1_JournalEntry)[];
}

export interface UnitJournalResponse__Output {
  /**
   * systemd's ActiveState and SubState, e.g. "active (running)".
   */
  'state': (string);
  'entries': (_voxnix_v1_JournalEntry__Output)[];
}
