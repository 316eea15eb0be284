// Original file: proto/voxnix/v1/container.proto

import type { Long } from '@grpc/proto-loader';

export interface JournalEntry {
  /**
   * Unix time in milliseconds.
   */
  'timeMs'?: (number | string | Long);
  /**
   * The unit inside the container, or empty.
   */
  'unit'?: (string);
  /**
   * syslog level, 0 (emergency) to 7 (debug).
   */
  'priority'?: (number);
  /**
   * The program that wrote it, or empty.
   */
  'identifier'?: (string);
  'text'?: (string);
}

export interface JournalEntry__Output {
  /**
   * Unix time in milliseconds.
   */
  'timeMs': (number);
  /**
   * The unit inside the container, or empty.
   */
  'unit': (string);
  /**
   * syslog level, 0 (emergency) to 7 (debug).
   */
  'priority': (number);
  /**
   * The program that wrote it, or empty.
   */
  'identifier': (string);
  'text': (string);
}
