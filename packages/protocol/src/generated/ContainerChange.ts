// Original file: proto/voxnix/v1/containers.proto

import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';
import type { ContainerState as _voxnix_v1_ContainerState, ContainerState__Output as _voxnix_v1_ContainerState__Output } from './ContainerState.ts';

export interface ContainerChange {
  /**
   * As it is now. Of a container that was destroyed, its last state.
   */
  'container'?: (_voxnix_v1_Container | null);
  'before'?: (_voxnix_v1_ContainerState);
  /**
   * True for the first messages, which tell how things stand.
   */
  'initial'?: (boolean);
  'destroyed'?: (boolean);
  /**
   * True if no operation of voxnix did it: it died, or somebody used machinectl.
   */
  'unasked'?: (boolean);
}

export interface ContainerChange__Output {
  /**
   * As it is now. Of a container that was destroyed, its last state.
   */
  'container': (_voxnix_v1_Container__Output | null);
  'before': (_voxnix_v1_ContainerState__Output);
  /**
   * True for the first messages, which tell how things stand.
   */
  'initial': (boolean);
  'destroyed': (boolean);
  /**
   * True if no operation of voxnix did it: it died, or somebody used machinectl.
   */
  'unasked': (boolean);
}
