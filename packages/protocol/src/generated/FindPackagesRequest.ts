// Original file: proto/voxnix/v1/modules.proto


export interface FindPackagesRequest {
  /**
   * 1 to 64 characters, e.g. "ripgrep" or "rust analyser".
   */
  'query'?: (string);
  /**
   * 1 to 50. Default 10.
   */
  'limit'?: (number);
  '_limit'?: "limit";
}

export interface FindPackagesRequest__Output {
  /**
   * 1 to 64 characters, e.g. "ripgrep" or "rust analyser".
   */
  'query': (string);
  /**
   * 1 to 50. Default 10.
   */
  'limit'?: (number);
  '_limit'?: "limit";
}
