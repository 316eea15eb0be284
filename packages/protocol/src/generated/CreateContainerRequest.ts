// Original file: proto/voxnix/v1/containers.proto

import type { ContainerSpec as _voxnix_v1_ContainerSpec, ContainerSpec__Output as _voxnix_v1_ContainerSpec__Output } from './ContainerSpec.ts';

export interface CreateContainerRequest {
  /**
   * Tenant: required, e.g. "telegram:123456". Admin: "admin:root" if empty.
   */
  'owner'?: (string);
  /**
   * A retry with the same id joins the operation instead of beginning another. At most 64
   * characters of [A-Za-z0-9._:-]. Optional.
   */
  'requestId'?: (string);
  'spec'?: (_voxnix_v1_ContainerSpec | null);
  /**
   * Refuse if the owner would then have more than so many. It can lower the host's own limit, not raise it.
   */
  'containersAtMost'?: (number);
  '_containersAtMost'?: "containersAtMost";
}

export interface CreateContainerRequest__Output {
  /**
   * Tenant: required, e.g. "telegram:123456". Admin: "admin:root" if empty.
   */
  'owner': (string);
  /**
   * A retry with the same id joins the operation instead of beginning another. At most 64
   * characters of [A-Za-z0-9._:-]. Optional.
   */
  'requestId': (string);
  'spec': (_voxnix_v1_ContainerSpec__Output | null);
  /**
   * Refuse if the owner would then have more than so many. It can lower the host's own limit, not raise it.
   */
  'containersAtMost'?: (number);
  '_containersAtMost'?: "containersAtMost";
}
