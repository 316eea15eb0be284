// Original file: proto/voxnix/v1/workspaces.proto


export interface ListWorkspacesRequest {
  'owner'?: (string);
  /**
   * Only those of this container. Empty for all.
   */
  'container'?: (string);
}

export interface ListWorkspacesRequest__Output {
  'owner': (string);
  /**
   * Only those of this container. Empty for all.
   */
  'container': (string);
}
