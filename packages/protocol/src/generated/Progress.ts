// Original file: proto/voxnix/v1/operations.proto


/**
 * How far the phase is. Counts are Nix's own and can grow while it discovers work.
 */
export interface Progress {
  'done'?: (number);
  'expected'?: (number);
  'running'?: (number);
  /**
   * What is under way right now, e.g. "building fish-4.0.2". Empty if unknown.
   */
  'activity'?: (string);
}

/**
 * How far the phase is. Counts are Nix's own and can grow while it discovers work.
 */
export interface Progress__Output {
  'done': (number);
  'expected': (number);
  'running': (number);
  /**
   * What is under way right now, e.g. "building fish-4.0.2". Empty if unknown.
   */
  'activity': (string);
}
