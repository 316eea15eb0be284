// Original file: proto/voxnix/v1/image.proto

import type { ModuleChoice as _voxnix_v1_ModuleChoice, ModuleChoice__Output as _voxnix_v1_ModuleChoice__Output } from './ModuleChoice.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The system of one set of modules, settings and packages. Equal sets share one.
 */
export interface Image {
  /**
   * In the Nix store.
   */
  'path'?: (string);
  'modules'?: (_voxnix_v1_ModuleChoice)[];
  'packages'?: (string)[];
  /**
   * Bytes of its closure, shared parts included.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * Unix time in milliseconds.
   */
  'builtMs'?: (number | string | Long);
  /**
   * When a container was last created from it or updated to it; Unix time in milliseconds, 0 for never.
   */
  'usedMs'?: (number | string | Long);
  /**
   * Containers that run it or can go back to it, by name. A tenant sees only their own.
   */
  'usedBy'?: (string)[];
  /**
   * The host's configuration names it: it is never collected.
   */
  'prebuilt'?: (boolean);
  /**
   * Built by an earlier library or nixpkgs: no new container would use it.
   */
  'outdated'?: (boolean);
}

/**
 * The system of one set of modules, settings and packages. Equal sets share one.
 */
export interface Image__Output {
  /**
   * In the Nix store.
   */
  'path': (string);
  'modules': (_voxnix_v1_ModuleChoice__Output)[];
  'packages': (string)[];
  /**
   * Bytes of its closure, shared parts included.
   */
  'sizeBytes': (number);
  /**
   * Unix time in milliseconds.
   */
  'builtMs': (number);
  /**
   * When a container was last created from it or updated to it; Unix time in milliseconds, 0 for never.
   */
  'usedMs': (number);
  /**
   * Containers that run it or can go back to it, by name. A tenant sees only their own.
   */
  'usedBy': (string)[];
  /**
   * The host's configuration names it: it is never collected.
   */
  'prebuilt': (boolean);
  /**
   * Built by an earlier library or nixpkgs: no new container would use it.
   */
  'outdated': (boolean);
}
