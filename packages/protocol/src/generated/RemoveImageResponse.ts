// Original file: proto/voxnix/v1/images.proto

import type { Image as _voxnix_v1_Image, Image__Output as _voxnix_v1_Image__Output } from './Image.ts';

export interface RemoveImageResponse {
  /**
   * The image as it was.
   */
  'image'?: (_voxnix_v1_Image | null);
}

export interface RemoveImageResponse__Output {
  /**
   * The image as it was.
   */
  'image': (_voxnix_v1_Image__Output | null);
}
