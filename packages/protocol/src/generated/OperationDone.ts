// Original file: proto/voxnix/v1/operations.proto

import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';

export interface OperationDone {
  /**
   * The facts after the change, read again from systemd. Of a destroyed container, its last state.
   */
  'container'?: (_voxnix_v1_Container | null);
}

export interface OperationDone__Output {
  /**
   * The facts after the change, read again from systemd. Of a destroyed container, its last state.
   */
  'container': (_voxnix_v1_Container__Output | null);
}
