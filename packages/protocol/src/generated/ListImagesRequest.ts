// Original file: proto/voxnix/v1/images.proto


export interface ListImagesRequest {
  /**
   * Tenant: required.
   */
  'owner'?: (string);
}

export interface ListImagesRequest__Output {
  /**
   * Tenant: required.
   */
  'owner': (string);
}
