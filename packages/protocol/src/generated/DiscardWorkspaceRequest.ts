// Original file: proto/voxnix/v1/workspaces.proto


export interface DiscardWorkspaceRequest {
  'owner'?: (string);
  /**
   * Empty for everything that the owner has in the trash.
   */
  'copyId'?: (string);
}

export interface DiscardWorkspaceRequest__Output {
  'owner': (string);
  /**
   * Empty for everything that the owner has in the trash.
   */
  'copyId': (string);
}
