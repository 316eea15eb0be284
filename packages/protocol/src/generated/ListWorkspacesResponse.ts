// Original file: proto/voxnix/v1/workspaces.proto

import type { Workspace as _voxnix_v1_Workspace, Workspace__Output as _voxnix_v1_Workspace__Output } from './Workspace.ts';

export interface ListWorkspacesResponse {
  'workspaces'?: (_voxnix_v1_Workspace)[];
}

export interface ListWorkspacesResponse__Output {
  'workspaces': (_voxnix_v1_Workspace__Output)[];
}
