// Original file: proto/voxnix/v1/container.proto

import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';
import type { Limits as _voxnix_v1_Limits, Limits__Output as _voxnix_v1_Limits__Output } from './Limits.ts';

/**
 * What a user wants.
 */
export interface ContainerSpec {
  /**
   * ^[a-z][a-z0-9-]{0,10}$, not ending in a dash: at most 11 characters.
   */
  'name'?: (string);
  /**
   * At most 32. An empty list gives a plain system.
   */
  'modules'?: (_voxnix_v1_ModuleChoice)[];
  /**
   * Start it when the host boots. Default true.
   */
  'autostart'?: (boolean);
  /**
   * Packages of nixpkgs by attribute name, e.g. "ripgrep" or "python3Packages.requests". At most 64.
   */
  'packages'?: (string)[];
  /**
   * What it may take of the host. What is left out is the host's default in a create, and stays as it is in
   * an update.
   */
  'limits'?: (_voxnix_v1_Limits | null);
  '_autostart'?: "autostart";
}

/**
 * What a user wants.
 */
export interface ContainerSpec__Output {
  /**
   * ^[a-z][a-z0-9-]{0,10}$, not ending in a dash: at most 11 characters.
   */
  'name': (string);
  /**
   * At most 32. An empty list gives a plain system.
   */
  'modules': (_voxnix_v1_ModuleChoice__Output)[];
  /**
   * Start it when the host boots. Default true.
   */
  'autostart'?: (boolean);
  /**
   * Packages of nixpkgs by attribute name, e.g. "ripgrep" or "python3Packages.requests". At most 64.
   */
  'packages': (string)[];
  /**
   * What it may take of the host. What is left out is the host's default in a create, and stays as it is in
   * an update.
   */
  'limits': (_voxnix_v1_Limits__Output | null);
  '_autostart'?: "autostart";
}
