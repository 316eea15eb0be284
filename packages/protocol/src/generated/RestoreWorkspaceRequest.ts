// Original file: proto/voxnix/v1/workspaces.proto


export interface RestoreWorkspaceRequest {
  'owner'?: (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  /**
   * The container's name.
   */
  'container'?: (string);
  /**
   * Empty for the newest in the trash.
   */
  'copyId'?: (string);
}

export interface RestoreWorkspaceRequest__Output {
  'owner': (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  /**
   * The container's name.
   */
  'container': (string);
  /**
   * Empty for the newest in the trash.
   */
  'copyId': (string);
}
