// Original file: proto/voxnix/v1/containers.proto

import type { ContainerSpec as _voxnix_v1_ContainerSpec, ContainerSpec__Output as _voxnix_v1_ContainerSpec__Output } from './ContainerSpec.ts';

export interface UpdateContainerRequest {
  'owner'?: (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId'?: (string);
  /**
   * The whole wish, not the difference: modules and packages that are left out are removed. `name` says
   * which container; an absent autostart stays as it is.
   */
  'spec'?: (_voxnix_v1_ContainerSpec | null);
  /**
   * Refuse with STALE_PREVIEW if it would lead to another system than this one, which a preview named
   * (`done.container.image`). Empty for any.
   */
  'expectedImage'?: (string);
  /**
   * Refuse with STALE_PREVIEW unless this is the generation that the container runs now. 0 for any.
   */
  'expectedGeneration'?: (number);
}

export interface UpdateContainerRequest__Output {
  'owner': (string);
  /**
   * As in CreateContainerRequest.
   */
  'requestId': (string);
  /**
   * The whole wish, not the difference: modules and packages that are left out are removed. `name` says
   * which container; an absent autostart stays as it is.
   */
  'spec': (_voxnix_v1_ContainerSpec__Output | null);
  /**
   * Refuse with STALE_PREVIEW if it would lead to another system than this one, which a preview named
   * (`done.container.image`). Empty for any.
   */
  'expectedImage': (string);
  /**
   * Refuse with STALE_PREVIEW unless this is the generation that the container runs now. 0 for any.
   */
  'expectedGeneration': (number);
}
