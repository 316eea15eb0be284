// Original file: proto/voxnix/v1/operations.proto

import type { Operation as _voxnix_v1_Operation, Operation__Output as _voxnix_v1_Operation__Output } from './Operation.ts';

export interface ListOperationsResponse {
  'operations'?: (_voxnix_v1_Operation)[];
}

export interface ListOperationsResponse__Output {
  'operations': (_voxnix_v1_Operation__Output)[];
}
