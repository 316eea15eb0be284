// Original file: proto/voxnix/v1/secrets.proto


export interface RemoveSecretRequest {
  'owner'?: (string);
  'name'?: (string);
}

export interface RemoveSecretRequest__Output {
  'owner': (string);
  'name': (string);
}
