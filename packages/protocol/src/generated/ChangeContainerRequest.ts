// Original file: proto/voxnix/v1/containers.proto


export interface ChangeContainerRequest {
  'owner'?: (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  'name'?: (string);
}

export interface ChangeContainerRequest__Output {
  'owner': (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  'name': (string);
}
