// Original file: proto/voxnix/v1/images.proto

import type { Image as _voxnix_v1_Image, Image__Output as _voxnix_v1_Image__Output } from './Image.ts';

export interface ListImagesResponse {
  'images'?: (_voxnix_v1_Image)[];
}

export interface ListImagesResponse__Output {
  'images': (_voxnix_v1_Image__Output)[];
}
