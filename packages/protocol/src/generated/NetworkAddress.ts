// Original file: proto/voxnix/v1/container.proto


export interface NetworkAddress {
  'interface'?: (string);
  'address'?: (string);
}

export interface NetworkAddress__Output {
  'interface': (string);
  'address': (string);
}
