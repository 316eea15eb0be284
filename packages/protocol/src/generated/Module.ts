// Original file: proto/voxnix/v1/modules.proto

import type { Setting as _voxnix_v1_Setting, Setting__Output as _voxnix_v1_Setting__Output } from './Setting.ts';
import type { ModulePort as _voxnix_v1_ModulePort, ModulePort__Output as _voxnix_v1_ModulePort__Output } from './ModulePort.ts';

/**
 * A module as its about.nix describes it.
 */
export interface Module {
  'name'?: (string);
  /**
   * One line, e.g. "git, with your name set up for commits".
   */
  'summary'?: (string);
  'settings'?: (_voxnix_v1_Setting)[];
  /**
   * What it gives the user, e.g. "git", "https on port 8080".
   */
  'gives'?: (string)[];
  /**
   * Ports that it listens on inside the container, unless a setting says otherwise.
   */
  'ports'?: (_voxnix_v1_ModulePort)[];
  /**
   * Modules that cannot be chosen with it.
   */
  'conflicts'?: (string)[];
  /**
   * Modules that are chosen along with it.
   */
  'wants'?: (string)[];
  /**
   * What it needs from the host, for a person, e.g. "the tun device".
   */
  'needs'?: (string)[];
}

/**
 * A module as its about.nix describes it.
 */
export interface Module__Output {
  'name': (string);
  /**
   * One line, e.g. "git, with your name set up for commits".
   */
  'summary': (string);
  'settings': (_voxnix_v1_Setting__Output)[];
  /**
   * What it gives the user, e.g. "git", "https on port 8080".
   */
  'gives': (string)[];
  /**
   * Ports that it listens on inside the container, unless a setting says otherwise.
   */
  'ports': (_voxnix_v1_ModulePort__Output)[];
  /**
   * Modules that cannot be chosen with it.
   */
  'conflicts': (string)[];
  /**
   * Modules that are chosen along with it.
   */
  'wants': (string)[];
  /**
   * What it needs from the host, for a person, e.g. "the tun device".
   */
  'needs': (string)[];
}
