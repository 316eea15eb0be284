// Original file: proto/voxnix/v1/container.proto

import type { ContainerState as _voxnix_v1_ContainerState, ContainerState__Output as _voxnix_v1_ContainerState__Output } from './ContainerState.ts';
import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';
import type { BusyWith as _voxnix_v1_BusyWith, BusyWith__Output as _voxnix_v1_BusyWith__Output } from './BusyWith.ts';
import type { Limits as _voxnix_v1_Limits, Limits__Output as _voxnix_v1_Limits__Output } from './Limits.ts';
import type { Long } from '@grpc/proto-loader';

export interface Container {
  'name'?: (string);
  'owner'?: (string);
  /**
   * What machinectl and systemd call it on the host. The same as `name` unless another owner
   * had that name first.
   */
  'machine'?: (string);
  'state'?: (_voxnix_v1_ContainerState);
  'modules'?: (_voxnix_v1_ModuleChoice)[];
  'autostart'?: (boolean);
  /**
   * Address on the bridge, without prefix length, e.g. "10.88.0.5".
   */
  'address'?: (string);
  /**
   * The system in the Nix store that it is configured to run.
   */
  'image'?: (string);
  /**
   * Unix time in milliseconds.
   */
  'createdMs'?: (number | string | Long);
  /**
   * Since when it is in this state, by systemd's account; Unix time in milliseconds, 0 if unknown.
   */
  'sinceMs'?: (number | string | Long);
  /**
   * Where the workspace module keeps the files: path inside the container. Empty without it.
   */
  'workspace'?: (string);
  /**
   * With state BROKEN: systemd's result, e.g. "exit-code", "timeout".
   */
  'trouble'?: (string);
  /**
   * The operation that holds it now, if any.
   */
  'busyWith'?: (_voxnix_v1_BusyWith | null);
  'packages'?: (string)[];
  /**
   * The generation that it runs; counts from 1 and never goes back: a rollback makes a new one.
   */
  'generation'?: (number);
  'limits'?: (_voxnix_v1_Limits | null);
}

export interface Container__Output {
  'name': (string);
  'owner': (string);
  /**
   * What machinectl and systemd call it on the host. The same as `name` unless another owner
   * had that name first.
   */
  'machine': (string);
  'state': (_voxnix_v1_ContainerState__Output);
  'modules': (_voxnix_v1_ModuleChoice__Output)[];
  'autostart': (boolean);
  /**
   * Address on the bridge, without prefix length, e.g. "10.88.0.5".
   */
  'address': (string);
  /**
   * The system in the Nix store that it is configured to run.
   */
  'image': (string);
  /**
   * Unix time in milliseconds.
   */
  'createdMs': (number);
  /**
   * Since when it is in this state, by systemd's account; Unix time in milliseconds, 0 if unknown.
   */
  'sinceMs': (number);
  /**
   * Where the workspace module keeps the files: path inside the container. Empty without it.
   */
  'workspace': (string);
  /**
   * With state BROKEN: systemd's result, e.g. "exit-code", "timeout".
   */
  'trouble': (string);
  /**
   * The operation that holds it now, if any.
   */
  'busyWith': (_voxnix_v1_BusyWith__Output | null);
  'packages': (string)[];
  /**
   * The generation that it runs; counts from 1 and never goes back: a rollback makes a new one.
   */
  'generation': (number);
  'limits': (_voxnix_v1_Limits__Output | null);
}
