// Original file: proto/voxnix/v1/containers.proto


export interface ListContainersRequest {
  'owner'?: (string);
}

export interface ListContainersRequest__Output {
  'owner': (string);
}
