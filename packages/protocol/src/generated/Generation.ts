// Original file: proto/voxnix/v1/container.proto

import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';
import type { Changes as _voxnix_v1_Changes, Changes__Output as _voxnix_v1_Changes__Output } from './Changes.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One configuration that a container has had.
 */
export interface Generation {
  /**
   * Counts from 1 within a container.
   */
  'number'?: (number);
  'modules'?: (_voxnix_v1_ModuleChoice)[];
  'packages'?: (string)[];
  /**
   * The system in the Nix store. It stays there as long as the generation is kept.
   */
  'image'?: (string);
  /**
   * Unix time in milliseconds.
   */
  'createdMs'?: (number | string | Long);
  /**
   * The operation that made it, e.g. "op-0m3k9x2-7f3a".
   */
  'operationId'?: (string);
  /**
   * With a rollback: the generation that it brought back. 0 otherwise.
   */
  'rolledBackTo'?: (number);
  'current'?: (boolean);
  /**
   * Against the generation before it. Empty for the first.
   */
  'changes'?: (_voxnix_v1_Changes | null);
}

/**
 * One configuration that a container has had.
 */
export interface Generation__Output {
  /**
   * Counts from 1 within a container.
   */
  'number': (number);
  'modules': (_voxnix_v1_ModuleChoice__Output)[];
  'packages': (string)[];
  /**
   * The system in the Nix store. It stays there as long as the generation is kept.
   */
  'image': (string);
  /**
   * Unix time in milliseconds.
   */
  'createdMs': (number);
  /**
   * The operation that made it, e.g. "op-0m3k9x2-7f3a".
   */
  'operationId': (string);
  /**
   * With a rollback: the generation that it brought back. 0 otherwise.
   */
  'rolledBackTo': (number);
  'current': (boolean);
  /**
   * Against the generation before it. Empty for the first.
   */
  'changes': (_voxnix_v1_Changes__Output | null);
}
