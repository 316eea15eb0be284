// Original file: proto/voxnix/v1/modules.proto

import type { Setting as _voxnix_v1_Setting, Setting__Output as _voxnix_v1_Setting__Output } from './Setting.ts';

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
}
