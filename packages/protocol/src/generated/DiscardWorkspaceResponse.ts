// Original file: proto/voxnix/v1/workspaces.proto

import type { WorkspaceCopy as _voxnix_v1_WorkspaceCopy, WorkspaceCopy__Output as _voxnix_v1_WorkspaceCopy__Output } from './WorkspaceCopy.ts';

export interface DiscardWorkspaceResponse {
  'discarded'?: (_voxnix_v1_WorkspaceCopy)[];
}

export interface DiscardWorkspaceResponse__Output {
  'discarded': (_voxnix_v1_WorkspaceCopy__Output)[];
}
