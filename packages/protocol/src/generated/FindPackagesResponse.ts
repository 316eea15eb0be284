// Original file: proto/voxnix/v1/modules.proto


export interface FindPackagesResponse {
  /**
   * True if the query is itself the name of a package.
   */
  'exact'?: (boolean);
  'names'?: (string)[];
}

export interface FindPackagesResponse__Output {
  /**
   * True if the query is itself the name of a package.
   */
  'exact': (boolean);
  'names': (string)[];
}
