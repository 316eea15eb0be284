// Original file: proto/voxnix/v1/modules.proto


export interface TextList {
  'items'?: (string)[];
}

export interface TextList__Output {
  'items': (string)[];
}
