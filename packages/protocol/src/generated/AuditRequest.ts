// Original file: proto/voxnix/v1/host.proto

import type { Long } from '@grpc/proto-loader';

export interface AuditRequest {
  /**
   * Only changes for this owner. Empty for all.
   */
  'owner'?: (string);
  /**
   * Only changes that ended at this time or later; Unix time in milliseconds. 0 for all.
   */
  'sinceMs'?: (number | string | Long);
  /**
   * The newest so many of them, 1 to 10000. Default 100.
   */
  'limit'?: (number);
  '_limit'?: "limit";
}

export interface AuditRequest__Output {
  /**
   * Only changes for this owner. Empty for all.
   */
  'owner': (string);
  /**
   * Only changes that ended at this time or later; Unix time in milliseconds. 0 for all.
   */
  'sinceMs': (number);
  /**
   * The newest so many of them, 1 to 10000. Default 100.
   */
  'limit'?: (number);
  '_limit'?: "limit";
}
