// Original file: proto/voxnix/v1/containers.proto


export interface GetContainerRequest {
  'owner'?: (string);
  'name'?: (string);
}

export interface GetContainerRequest__Output {
  'owner': (string);
  'name': (string);
}
