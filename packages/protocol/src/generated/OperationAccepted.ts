// Original file: proto/voxnix/v1/operations.proto

import type { Operation as _voxnix_v1_Operation, Operation__Output as _voxnix_v1_Operation__Output } from './Operation.ts';

export interface OperationAccepted {
  'operation'?: (_voxnix_v1_Operation | null);
  /**
   * True if the request_id was known: this stream joined an operation already begun.
   */
  'joined'?: (boolean);
}

export interface OperationAccepted__Output {
  'operation': (_voxnix_v1_Operation__Output | null);
  /**
   * True if the request_id was known: this stream joined an operation already begun.
   */
  'joined': (boolean);
}
