// Original file: proto/voxnix/v1/containers.proto


export interface RollbackRequest {
  'owner'?: (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  'name'?: (string);
  /**
   * 0 for the one before the current one.
   */
  'generation'?: (number);
}

export interface RollbackRequest__Output {
  'owner': (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  'name': (string);
  /**
   * 0 for the one before the current one.
   */
  'generation': (number);
}
