// Original file: proto/voxnix/v1/containers.proto


export interface HistoryRequest {
  'owner'?: (string);
  'name'?: (string);
}

export interface HistoryRequest__Output {
  'owner': (string);
  'name': (string);
}
