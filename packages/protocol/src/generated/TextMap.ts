// Original file: proto/voxnix/v1/modules.proto


export interface TextMap {
  'items'?: ({[key: string]: string});
}

export interface TextMap__Output {
  'items': ({[key: string]: string});
}
