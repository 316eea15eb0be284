// Original file: proto/voxnix/v1/errors.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The operation that holds a container.
 */
export interface BusyWith {
  'operationId'?: (string);
  /**
   * E.g. "create", "destroy".
   */
  'kind'?: (string);
  /**
   * Unix time in milliseconds.
   */
  'sinceMs'?: (number | string | Long);
}

/**
 * The operation that holds a container.
 */
export interface BusyWith__Output {
  'operationId': (string);
  /**
   * E.g. "create", "destroy".
   */
  'kind': (string);
  /**
   * Unix time in milliseconds.
   */
  'sinceMs': (number);
}
