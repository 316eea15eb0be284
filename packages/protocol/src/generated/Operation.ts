// Original file: proto/voxnix/v1/operations.proto

import type { OperationKind as _voxnix_v1_OperationKind, OperationKind__Output as _voxnix_v1_OperationKind__Output } from './OperationKind.ts';
import type { OperationState as _voxnix_v1_OperationState, OperationState__Output as _voxnix_v1_OperationState__Output } from './OperationState.ts';
import type { Phase as _voxnix_v1_Phase, Phase__Output as _voxnix_v1_Phase__Output } from './Phase.ts';
import type { ErrorDetail as _voxnix_v1_ErrorDetail, ErrorDetail__Output as _voxnix_v1_ErrorDetail__Output } from './ErrorDetail.ts';
import type { Long } from '@grpc/proto-loader';

export interface Operation {
  /**
   * E.g. "op-0m3k9x2-7f3a". Unique on the host, sortable by time.
   */
  'id'?: (string);
  'kind'?: (_voxnix_v1_OperationKind);
  /**
   * The owner of the container.
   */
  'owner'?: (string);
  /**
   * The owner's name for the container.
   */
  'container'?: (string);
  'state'?: (_voxnix_v1_OperationState);
  'phase'?: (_voxnix_v1_Phase);
  /**
   * Unix time in milliseconds.
   */
  'startedMs'?: (number | string | Long);
  /**
   * Unix time in milliseconds; 0 while under way.
   */
  'endedMs'?: (number | string | Long);
  /**
   * The caller's id for the request; a retry with the same id joins this operation.
   */
  'requestId'?: (string);
  /**
   * Set if the state is FAILED.
   */
  'error'?: (_voxnix_v1_ErrorDetail | null);
}

export interface Operation__Output {
  /**
   * E.g. "op-0m3k9x2-7f3a". Unique on the host, sortable by time.
   */
  'id': (string);
  'kind': (_voxnix_v1_OperationKind__Output);
  /**
   * The owner of the container.
   */
  'owner': (string);
  /**
   * The owner's name for the container.
   */
  'container': (string);
  'state': (_voxnix_v1_OperationState__Output);
  'phase': (_voxnix_v1_Phase__Output);
  /**
   * Unix time in milliseconds.
   */
  'startedMs': (number);
  /**
   * Unix time in milliseconds; 0 while under way.
   */
  'endedMs': (number);
  /**
   * The caller's id for the request; a retry with the same id joins this operation.
   */
  'requestId': (string);
  /**
   * Set if the state is FAILED.
   */
  'error': (_voxnix_v1_ErrorDetail__Output | null);
}
