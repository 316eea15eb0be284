// Original file: proto/voxnix/v1/containers.proto


export interface ExecExit {
  /**
   * The command's exit code; 128 + signal number if a signal ended it.
   */
  'code'?: (number);
  /**
   * True if the output passed 1 MiB: the rest was dropped.
   */
  'truncated'?: (boolean);
  /**
   * True if the time limit ended it.
   */
  'timedOut'?: (boolean);
}

export interface ExecExit__Output {
  /**
   * The command's exit code; 128 + signal number if a signal ended it.
   */
  'code': (number);
  /**
   * True if the output passed 1 MiB: the rest was dropped.
   */
  'truncated': (boolean);
  /**
   * True if the time limit ended it.
   */
  'timedOut': (boolean);
}
