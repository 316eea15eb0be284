// Original file: proto/voxnix/v1/container.proto


export interface ModuleFact {
  'module'?: (string);
  /**
   * One line for a person.
   */
  'text'?: (string);
  'ok'?: (boolean);
}

export interface ModuleFact__Output {
  'module': (string);
  /**
   * One line for a person.
   */
  'text': (string);
  'ok': (boolean);
}
