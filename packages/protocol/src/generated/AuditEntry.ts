// Original file: proto/voxnix/v1/host.proto

import type { ErrorReason as _voxnix_v1_ErrorReason, ErrorReason__Output as _voxnix_v1_ErrorReason__Output } from './ErrorReason.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One change. A call that was refused before it changed anything has none.
 */
export interface AuditEntry {
  /**
   * Counts from 1 without gaps, over restarts and rotation.
   */
  'sequence'?: (number | string | Long);
  /**
   * When the change had ended; Unix time in milliseconds.
   */
  'timeMs'?: (number | string | Long);
  /**
   * Whose container, secret or image it concerns, e.g. "telegram:123456".
   */
  'owner'?: (string);
  /**
   * Who asked: "tenant" for the agent's socket, "admin" for root's, "voxnix" for the executor itself.
   */
  'role'?: (string);
  /**
   * The call, e.g. "Containers.Create", or "Audit.Repair" where voxnix closed off a line that a crash cut.
   */
  'action'?: (string);
  /**
   * The owner's name for the container; empty where it is about none.
   */
  'container'?: (string);
  /**
   * What was asked for, as JSON. Never the value of a secret: of a command its program and a digest, of maps
   * the names alone.
   */
  'arguments'?: (string);
  /**
   * Empty where the call began no operation.
   */
  'operationId'?: (string);
  /**
   * True if it did what was asked.
   */
  'ok'?: (boolean);
  /**
   * Set unless ok.
   */
  'reason'?: (_voxnix_v1_ErrorReason);
  /**
   * Why it did not, in words; empty if ok.
   */
  'message'?: (string);
}

/**
 * One change. A call that was refused before it changed anything has none.
 */
export interface AuditEntry__Output {
  /**
   * Counts from 1 without gaps, over restarts and rotation.
   */
  'sequence': (number);
  /**
   * When the change had ended; Unix time in milliseconds.
   */
  'timeMs': (number);
  /**
   * Whose container, secret or image it concerns, e.g. "telegram:123456".
   */
  'owner': (string);
  /**
   * Who asked: "tenant" for the agent's socket, "admin" for root's, "voxnix" for the executor itself.
   */
  'role': (string);
  /**
   * The call, e.g. "Containers.Create", or "Audit.Repair" where voxnix closed off a line that a crash cut.
   */
  'action': (string);
  /**
   * The owner's name for the container; empty where it is about none.
   */
  'container': (string);
  /**
   * What was asked for, as JSON. Never the value of a secret: of a command its program and a digest, of maps
   * the names alone.
   */
  'arguments': (string);
  /**
   * Empty where the call began no operation.
   */
  'operationId': (string);
  /**
   * True if it did what was asked.
   */
  'ok': (boolean);
  /**
   * Set unless ok.
   */
  'reason': (_voxnix_v1_ErrorReason__Output);
  /**
   * Why it did not, in words; empty if ok.
   */
  'message': (string);
}
