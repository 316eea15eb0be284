// Original file: proto/voxnix/v1/container.proto


export interface PackageChange {
  'name'?: (string);
  /**
   * Empty if it was not there.
   */
  'oldVersion'?: (string);
  /**
   * Empty if it is gone.
   */
  'newVersion'?: (string);
}

export interface PackageChange__Output {
  'name': (string);
  /**
   * Empty if it was not there.
   */
  'oldVersion': (string);
  /**
   * Empty if it is gone.
   */
  'newVersion': (string);
}
