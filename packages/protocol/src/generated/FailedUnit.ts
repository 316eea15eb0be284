// Original file: proto/voxnix/v1/container.proto


export interface FailedUnit {
  'name'?: (string);
  /**
   * systemd's result, e.g. "exit-code".
   */
  'result'?: (string);
  /**
   * The last lines of its journal, oldest first.
   */
  'lines'?: (string)[];
}

export interface FailedUnit__Output {
  'name': (string);
  /**
   * systemd's result, e.g. "exit-code".
   */
  'result': (string);
  /**
   * The last lines of its journal, oldest first.
   */
  'lines': (string)[];
}
