// Original file: proto/voxnix/v1/containers.proto

import type { Limits as _voxnix_v1_Limits, Limits__Output as _voxnix_v1_Limits__Output } from './Limits.ts';

export interface SetLimitsRequest {
  'owner'?: (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  'name'?: (string);
  /**
   * What is left out stays as it is. QUOTA_EXCEEDED where the owner's containers would together be allowed
   * more than the host grants one owner.
   */
  'limits'?: (_voxnix_v1_Limits | null);
}

export interface SetLimitsRequest__Output {
  'owner': (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  'name': (string);
  /**
   * What is left out stays as it is. QUOTA_EXCEEDED where the owner's containers would together be allowed
   * more than the host grants one owner.
   */
  'limits': (_voxnix_v1_Limits__Output | null);
}
