// Original file: proto/voxnix/v1/operations.proto

import type { Phase as _voxnix_v1_Phase, Phase__Output as _voxnix_v1_Phase__Output } from './Phase.ts';

export interface PhaseBegun {
  'phase'?: (_voxnix_v1_Phase);
  /**
   * For a person, e.g. "Building the system from git and fish". "Using a known image" says that
   * nothing is evaluated.
   */
  'text'?: (string);
}

export interface PhaseBegun__Output {
  'phase': (_voxnix_v1_Phase__Output);
  /**
   * For a person, e.g. "Building the system from git and fish". "Using a known image" says that
   * nothing is evaluated.
   */
  'text': (string);
}
