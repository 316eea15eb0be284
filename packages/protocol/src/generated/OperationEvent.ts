// Original file: proto/voxnix/v1/operations.proto

import type { OperationAccepted as _voxnix_v1_OperationAccepted, OperationAccepted__Output as _voxnix_v1_OperationAccepted__Output } from './OperationAccepted.ts';
import type { PhaseBegun as _voxnix_v1_PhaseBegun, PhaseBegun__Output as _voxnix_v1_PhaseBegun__Output } from './PhaseBegun.ts';
import type { Progress as _voxnix_v1_Progress, Progress__Output as _voxnix_v1_Progress__Output } from './Progress.ts';
import type { LogLine as _voxnix_v1_LogLine, LogLine__Output as _voxnix_v1_LogLine__Output } from './LogLine.ts';
import type { OperationDone as _voxnix_v1_OperationDone, OperationDone__Output as _voxnix_v1_OperationDone__Output } from './OperationDone.ts';
import type { ErrorDetail as _voxnix_v1_ErrorDetail, ErrorDetail__Output as _voxnix_v1_ErrorDetail__Output } from './ErrorDetail.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One thing that happened in an operation.
 */
export interface OperationEvent {
  'operationId'?: (string);
  /**
   * Counts from 1 without gaps within an operation.
   */
  'sequence'?: (number);
  /**
   * Unix time in milliseconds.
   */
  'timeMs'?: (number | string | Long);
  /**
   * Always the first: the work is journalled and goes on whether or not somebody watches.
   */
  'accepted'?: (_voxnix_v1_OperationAccepted | null);
  'phase'?: (_voxnix_v1_PhaseBegun | null);
  'progress'?: (_voxnix_v1_Progress | null);
  'log'?: (_voxnix_v1_LogLine | null);
  /**
   * The last one of an operation that did what was asked.
   */
  'done'?: (_voxnix_v1_OperationDone | null);
  /**
   * The last one of an operation that did not.
   */
  'failed'?: (_voxnix_v1_ErrorDetail | null);
  'event'?: "accepted"|"phase"|"progress"|"log"|"done"|"failed";
}

/**
 * One thing that happened in an operation.
 */
export interface OperationEvent__Output {
  'operationId': (string);
  /**
   * Counts from 1 without gaps within an operation.
   */
  'sequence': (number);
  /**
   * Unix time in milliseconds.
   */
  'timeMs': (number);
  /**
   * Always the first: the work is journalled and goes on whether or not somebody watches.
   */
  'accepted'?: (_voxnix_v1_OperationAccepted__Output | null);
  'phase'?: (_voxnix_v1_PhaseBegun__Output | null);
  'progress'?: (_voxnix_v1_Progress__Output | null);
  'log'?: (_voxnix_v1_LogLine__Output | null);
  /**
   * The last one of an operation that did what was asked.
   */
  'done'?: (_voxnix_v1_OperationDone__Output | null);
  /**
   * The last one of an operation that did not.
   */
  'failed'?: (_voxnix_v1_ErrorDetail__Output | null);
  'event'?: "accepted"|"phase"|"progress"|"log"|"done"|"failed";
}
