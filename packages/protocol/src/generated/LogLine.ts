// Original file: proto/voxnix/v1/operations.proto


export interface LogLine {
  /**
   * Where the line comes from, e.g. "nix", "extra-container", a derivation's name.
   */
  'source'?: (string);
  'text'?: (string);
}

export interface LogLine__Output {
  /**
   * Where the line comes from, e.g. "nix", "extra-container", a derivation's name.
   */
  'source': (string);
  'text': (string);
}
