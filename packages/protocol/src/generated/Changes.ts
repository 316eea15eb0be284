// Original file: proto/voxnix/v1/container.proto

import type { PackageChange as _voxnix_v1_PackageChange, PackageChange__Output as _voxnix_v1_PackageChange__Output } from './PackageChange.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What is different between two configurations of a container.
 */
export interface Changes {
  'modulesAdded'?: (string)[];
  'modulesRemoved'?: (string)[];
  /**
   * Modules in both with other settings.
   */
  'modulesChanged'?: (string)[];
  /**
   * What the closures contain, by package, e.g. ripgrep: "" -> "14.1.1".
   */
  'packages'?: (_voxnix_v1_PackageChange)[];
  /**
   * Bytes that the new closure is larger than the old one; negative if smaller.
   */
  'sizeDeltaBytes'?: (number | string | Long);
  /**
   * Bytes of the new closure.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * True if applying it restarts the container: something changed outside of its system, or its running
   * system cannot be switched.
   */
  'restart'?: (boolean);
  /**
   * True if nothing at all is different.
   */
  'none'?: (boolean);
}

/**
 * What is different between two configurations of a container.
 */
export interface Changes__Output {
  'modulesAdded': (string)[];
  'modulesRemoved': (string)[];
  /**
   * Modules in both with other settings.
   */
  'modulesChanged': (string)[];
  /**
   * What the closures contain, by package, e.g. ripgrep: "" -> "14.1.1".
   */
  'packages': (_voxnix_v1_PackageChange__Output)[];
  /**
   * Bytes that the new closure is larger than the old one; negative if smaller.
   */
  'sizeDeltaBytes': (number);
  /**
   * Bytes of the new closure.
   */
  'sizeBytes': (number);
  /**
   * True if applying it restarts the container: something changed outside of its system, or its running
   * system cannot be switched.
   */
  'restart': (boolean);
  /**
   * True if nothing at all is different.
   */
  'none': (boolean);
}
