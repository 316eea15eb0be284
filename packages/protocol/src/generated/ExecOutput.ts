// Original file: proto/voxnix/v1/containers.proto

import type { ExecExit as _voxnix_v1_ExecExit, ExecExit__Output as _voxnix_v1_ExecExit__Output } from './ExecExit.ts';

export interface ExecOutput {
  'stdout'?: (Buffer | Uint8Array | string);
  'stderr'?: (Buffer | Uint8Array | string);
  'exit'?: (_voxnix_v1_ExecExit | null);
  'output'?: "stdout"|"stderr"|"exit";
}

export interface ExecOutput__Output {
  'stdout'?: (Buffer);
  'stderr'?: (Buffer);
  'exit'?: (_voxnix_v1_ExecExit__Output | null);
  'output'?: "stdout"|"stderr"|"exit";
}
