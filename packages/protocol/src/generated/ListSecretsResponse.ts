// Original file: proto/voxnix/v1/secrets.proto

import type { Secret as _voxnix_v1_Secret, Secret__Output as _voxnix_v1_Secret__Output } from './Secret.ts';

export interface ListSecretsResponse {
  'secrets'?: (_voxnix_v1_Secret)[];
}

export interface ListSecretsResponse__Output {
  'secrets': (_voxnix_v1_Secret__Output)[];
}
