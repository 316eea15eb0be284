// Original file: proto/voxnix/v1/modules.proto


export interface ModulePort {
  'number'?: (number);
  /**
   * "tcp" or "udp".
   */
  'protocol'?: (string);
  'what'?: (string);
}

export interface ModulePort__Output {
  'number': (number);
  /**
   * "tcp" or "udp".
   */
  'protocol': (string);
  'what': (string);
}
