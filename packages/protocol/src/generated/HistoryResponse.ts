// Original file: proto/voxnix/v1/containers.proto

import type { Generation as _voxnix_v1_Generation, Generation__Output as _voxnix_v1_Generation__Output } from './Generation.ts';

export interface HistoryResponse {
  'generations'?: (_voxnix_v1_Generation)[];
}

export interface HistoryResponse__Output {
  'generations': (_voxnix_v1_Generation__Output)[];
}
