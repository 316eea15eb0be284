// Original file: proto/voxnix/v1/errors.proto

import type { ErrorReason as _voxnix_v1_ErrorReason, ErrorReason__Output as _voxnix_v1_ErrorReason__Output } from './ErrorReason.ts';
import type { BusyWith as _voxnix_v1_BusyWith, BusyWith__Output as _voxnix_v1_BusyWith__Output } from './BusyWith.ts';

/**
 * The facts of an error. Travels as google.rpc.Status details in `grpc-status-details-bin`,
 * and in OperationEvent.failed.
 */
export interface ErrorDetail {
  'reason'?: (_voxnix_v1_ErrorReason);
  /**
   * One or two sentences for a person: what happened, to which container, what to do next.
   */
  'message'?: (string);
  /**
   * The request field at fault, in dotted form, e.g. "spec.modules[1].name". Empty if none.
   */
  'field'?: (string);
  /**
   * The rule that the field broke, e.g. "^[a-z][a-z0-9-]{0,10}$, at most 11 characters".
   */
  'rule'?: (string);
  /**
   * The container concerned, by its owner's name for it. Empty if none.
   */
  'container'?: (string);
  /**
   * All valid choices, where there are few enough to list.
   */
  'known'?: (string)[];
  /**
   * The valid choices nearest to what was given, best first.
   */
  'nearest'?: (string)[];
  /**
   * Log lines that show the cause, oldest first, at most 40.
   */
  'lines'?: (string)[];
  /**
   * With BUSY: what the container is busy with.
   */
  'busyWith'?: (_voxnix_v1_BusyWith | null);
}

/**
 * The facts of an error. Travels as google.rpc.Status details in `grpc-status-details-bin`,
 * and in OperationEvent.failed.
 */
export interface ErrorDetail__Output {
  'reason': (_voxnix_v1_ErrorReason__Output);
  /**
   * One or two sentences for a person: what happened, to which container, what to do next.
   */
  'message': (string);
  /**
   * The request field at fault, in dotted form, e.g. "spec.modules[1].name". Empty if none.
   */
  'field': (string);
  /**
   * The rule that the field broke, e.g. "^[a-z][a-z0-9-]{0,10}$, at most 11 characters".
   */
  'rule': (string);
  /**
   * The container concerned, by its owner's name for it. Empty if none.
   */
  'container': (string);
  /**
   * All valid choices, where there are few enough to list.
   */
  'known': (string)[];
  /**
   * The valid choices nearest to what was given, best first.
   */
  'nearest': (string)[];
  /**
   * Log lines that show the cause, oldest first, at most 40.
   */
  'lines': (string)[];
  /**
   * With BUSY: what the container is busy with.
   */
  'busyWith': (_voxnix_v1_BusyWith__Output | null);
}
