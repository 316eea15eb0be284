// Original file: proto/voxnix/v1/workspaces.proto

import type { WorkspaceCopy as _voxnix_v1_WorkspaceCopy, WorkspaceCopy__Output as _voxnix_v1_WorkspaceCopy__Output } from './WorkspaceCopy.ts';
import type { Long } from '@grpc/proto-loader';

export interface Workspace {
  'owner'?: (string);
  /**
   * The container that it belongs to, or belonged to.
   */
  'container'?: (string);
  /**
   * False if its container was destroyed: then only copies are left.
   */
  'live'?: (boolean);
  /**
   * Path inside the container, e.g. "/workspace".
   */
  'mountPoint'?: (string);
  /**
   * Bytes used; 0 if the host cannot tell cheaply.
   */
  'usedBytes'?: (number | string | Long);
  /**
   * Bytes it may grow to; 0 for no limit.
   */
  'quotaBytes'?: (number | string | Long);
  /**
   * "directory", "btrfs" or "zfs".
   */
  'storage'?: (string);
  /**
   * Newest first.
   */
  'copies'?: (_voxnix_v1_WorkspaceCopy)[];
}

export interface Workspace__Output {
  'owner': (string);
  /**
   * The container that it belongs to, or belonged to.
   */
  'container': (string);
  /**
   * False if its container was destroyed: then only copies are left.
   */
  'live': (boolean);
  /**
   * Path inside the container, e.g. "/workspace".
   */
  'mountPoint': (string);
  /**
   * Bytes used; 0 if the host cannot tell cheaply.
   */
  'usedBytes': (number);
  /**
   * Bytes it may grow to; 0 for no limit.
   */
  'quotaBytes': (number);
  /**
   * "directory", "btrfs" or "zfs".
   */
  'storage': (string);
  /**
   * Newest first.
   */
  'copies': (_voxnix_v1_WorkspaceCopy__Output)[];
}
