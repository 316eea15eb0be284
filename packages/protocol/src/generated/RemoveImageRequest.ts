// Original file: proto/voxnix/v1/images.proto


export interface RemoveImageRequest {
  /**
   * Its path in the Nix store.
   */
  'path'?: (string);
}

export interface RemoveImageRequest__Output {
  /**
   * Its path in the Nix store.
   */
  'path': (string);
}
