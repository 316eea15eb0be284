// Original file: proto/voxnix/v1/secrets.proto


export interface SetSecretRequest {
  'owner'?: (string);
  'name'?: (string);
  /**
   * 1 byte to 64 KiB. It is stored as it is, 0400, and nowhere else.
   */
  'value'?: (Buffer | Uint8Array | string);
}

export interface SetSecretRequest__Output {
  'owner': (string);
  'name': (string);
  /**
   * 1 byte to 64 KiB. It is stored as it is, 0400, and nowhere else.
   */
  'value': (Buffer);
}
