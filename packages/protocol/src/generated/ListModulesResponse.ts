// Original file: proto/voxnix/v1/modules.proto

import type { Module as _voxnix_v1_Module, Module__Output as _voxnix_v1_Module__Output } from './Module.ts';

export interface ListModulesResponse {
  'modules'?: (_voxnix_v1_Module)[];
}

export interface ListModulesResponse__Output {
  'modules': (_voxnix_v1_Module__Output)[];
}
