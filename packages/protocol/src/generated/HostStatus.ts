// Original file: proto/voxnix/v1/host.proto

import type { HostCheck as _voxnix_v1_HostCheck, HostCheck__Output as _voxnix_v1_HostCheck__Output } from './HostCheck.ts';
import type { Limits as _voxnix_v1_Limits, Limits__Output as _voxnix_v1_Limits__Output } from './Limits.ts';
import type { Long } from '@grpc/proto-loader';

export interface HostStatus {
  /**
   * The executor's own version.
   */
  'version'?: (string);
  /**
   * Since when the executor runs; Unix time in milliseconds.
   */
  'startedMs'?: (number | string | Long);
  'checks'?: (_voxnix_v1_HostCheck)[];
  'containersRunning'?: (number);
  'containersTotal'?: (number);
  /**
   * How many containers one owner may have.
   */
  'containersPerOwner'?: (number);
  /**
   * What a container gets that asks for nothing else.
   */
  'defaultLimits'?: (_voxnix_v1_Limits | null);
  /**
   * What all containers of one owner may take together; 0 in a field for no limit.
   */
  'limitsPerOwner'?: (_voxnix_v1_Limits | null);
}

export interface HostStatus__Output {
  /**
   * The executor's own version.
   */
  'version': (string);
  /**
   * Since when the executor runs; Unix time in milliseconds.
   */
  'startedMs': (number);
  'checks': (_voxnix_v1_HostCheck__Output)[];
  'containersRunning': (number);
  'containersTotal': (number);
  /**
   * How many containers one owner may have.
   */
  'containersPerOwner': (number);
  /**
   * What a container gets that asks for nothing else.
   */
  'defaultLimits': (_voxnix_v1_Limits__Output | null);
  /**
   * What all containers of one owner may take together; 0 in a field for no limit.
   */
  'limitsPerOwner': (_voxnix_v1_Limits__Output | null);
}
