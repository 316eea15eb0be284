// Original file: proto/voxnix/v1/operations.proto


export interface CancelOperationRequest {
  /**
   * Tenant: required.
   */
  'owner'?: (string);
  'operationId'?: (string);
}

export interface CancelOperationRequest__Output {
  /**
   * Tenant: required.
   */
  'owner': (string);
  'operationId': (string);
}
