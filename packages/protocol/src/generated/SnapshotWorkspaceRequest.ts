// Original file: proto/voxnix/v1/workspaces.proto


export interface SnapshotWorkspaceRequest {
  'owner'?: (string);
  'container'?: (string);
  /**
   * At most 64 characters. Optional.
   */
  'label'?: (string);
}

export interface SnapshotWorkspaceRequest__Output {
  'owner': (string);
  'container': (string);
  /**
   * At most 64 characters. Optional.
   */
  'label': (string);
}
