// Original file: proto/voxnix/v1/secrets.proto


export interface ListSecretsRequest {
  'owner'?: (string);
}

export interface ListSecretsRequest__Output {
  'owner': (string);
}
