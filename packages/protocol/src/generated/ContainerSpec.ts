// Original file: proto/voxnix/v1/container.proto

import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';

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
  '_autostart'?: "autostart";
}
