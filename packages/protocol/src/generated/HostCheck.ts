// Original file: proto/voxnix/v1/host.proto


export interface HostCheck {
  /**
   * E.g. "nix", "machined", "bridge", "disk".
   */
  'name'?: (string);
  'ok'?: (boolean);
  /**
   * What was found, e.g. "Nix 2.26.3", "41 GB free in /nix/store".
   */
  'detail'?: (string);
  /**
   * What to do about it; empty if ok.
   */
  'advice'?: (string);
}

export interface HostCheck__Output {
  /**
   * E.g. "nix", "machined", "bridge", "disk".
   */
  'name': (string);
  'ok': (boolean);
  /**
   * What was found, e.g. "Nix 2.26.3", "41 GB free in /nix/store".
   */
  'detail': (string);
  /**
   * What to do about it; empty if ok.
   */
  'advice': (string);
}
