// Original file: proto/voxnix/v1/operations.proto


export interface ListOperationsRequest {
  /**
   * Tenant: required. Admin: empty for all owners.
   */
  'owner'?: (string);
  /**
   * Only those of this container. Empty for all.
   */
  'container'?: (string);
  /**
   * Only those under way.
   */
  'underwayOnly'?: (boolean);
}

export interface ListOperationsRequest__Output {
  /**
   * Tenant: required. Admin: empty for all owners.
   */
  'owner': (string);
  /**
   * Only those of this container. Empty for all.
   */
  'container': (string);
  /**
   * Only those under way.
   */
  'underwayOnly': (boolean);
}
