// Original file: proto/voxnix/v1/images.proto

import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';

export interface PrebuildImageRequest {
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  'modules'?: (_voxnix_v1_ModuleChoice)[];
  'packages'?: (string)[];
}

export interface PrebuildImageRequest__Output {
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  'modules': (_voxnix_v1_ModuleChoice__Output)[];
  'packages': (string)[];
}
