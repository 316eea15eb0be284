// Original file: proto/voxnix/v1/containers.proto

import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';

export interface ListContainersResponse {
  'containers'?: (_voxnix_v1_Container)[];
}

export interface ListContainersResponse__Output {
  'containers': (_voxnix_v1_Container__Output)[];
}
