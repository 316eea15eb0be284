// Original file: proto/voxnix/v1/secrets.proto

import type { Long } from '@grpc/proto-loader';

export interface Secret {
  /**
   * ^[a-z][a-z0-9-]{0,31}$
   */
  'name'?: (string);
  'owner'?: (string);
  /**
   * Unix time in milliseconds.
   */
  'setMs'?: (number | string | Long);
  /**
   * Containers whose configuration names it.
   */
  'usedBy'?: (string)[];
}

export interface Secret__Output {
  /**
   * ^[a-z][a-z0-9-]{0,31}$
   */
  'name': (string);
  'owner': (string);
  /**
   * Unix time in milliseconds.
   */
  'setMs': (number);
  /**
   * Containers whose configuration names it.
   */
  'usedBy': (string)[];
}
