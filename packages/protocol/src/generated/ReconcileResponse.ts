// Original file: proto/voxnix/v1/host.proto

import type { Drift as _voxnix_v1_Drift, Drift__Output as _voxnix_v1_Drift__Output } from './Drift.ts';

export interface ReconcileResponse {
  /**
   * Empty if all is as it should be.
   */
  'drifts'?: (_voxnix_v1_Drift)[];
  /**
   * Containers that an operation held: they were not looked at.
   */
  'busy'?: (string)[];
}

export interface ReconcileResponse__Output {
  /**
   * Empty if all is as it should be.
   */
  'drifts': (_voxnix_v1_Drift__Output)[];
  /**
   * Containers that an operation held: they were not looked at.
   */
  'busy': (string)[];
}
