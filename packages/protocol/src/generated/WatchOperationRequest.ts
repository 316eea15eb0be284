// Original file: proto/voxnix/v1/operations.proto


export interface WatchOperationRequest {
  /**
   * Tenant: required.
   */
  'owner'?: (string);
  'operationId'?: (string);
}

export interface WatchOperationRequest__Output {
  /**
   * Tenant: required.
   */
  'owner': (string);
  'operationId': (string);
}
