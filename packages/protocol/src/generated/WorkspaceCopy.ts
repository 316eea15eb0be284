// Original file: proto/voxnix/v1/workspaces.proto

import type { CopyKind as _voxnix_v1_CopyKind, CopyKind__Output as _voxnix_v1_CopyKind__Output } from './CopyKind.ts';
import type { Long } from '@grpc/proto-loader';

export interface WorkspaceCopy {
  /**
   * E.g. "trash-0m3k9x2-7f3a" or "snap-0m3k9x2-11c0". Unique on the host.
   */
  'id'?: (string);
  'kind'?: (_voxnix_v1_CopyKind);
  /**
   * Unix time in milliseconds.
   */
  'madeMs'?: (number | string | Long);
  /**
   * When it is deleted; Unix time in milliseconds, 0 for never.
   */
  'expiresMs'?: (number | string | Long);
  'usedBytes'?: (number | string | Long);
  /**
   * What its maker called it. Empty for the trash.
   */
  'label'?: (string);
}

export interface WorkspaceCopy__Output {
  /**
   * E.g. "trash-0m3k9x2-7f3a" or "snap-0m3k9x2-11c0". Unique on the host.
   */
  'id': (string);
  'kind': (_voxnix_v1_CopyKind__Output);
  /**
   * Unix time in milliseconds.
   */
  'madeMs': (number);
  /**
   * When it is deleted; Unix time in milliseconds, 0 for never.
   */
  'expiresMs': (number);
  'usedBytes': (number);
  /**
   * What its maker called it. Empty for the trash.
   */
  'label': (string);
}
