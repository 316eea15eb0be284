// Original file: proto/voxnix/v1/containers.proto


export interface WatchContainersRequest {
  'owner'?: (string);
}

export interface WatchContainersRequest__Output {
  'owner': (string);
}
