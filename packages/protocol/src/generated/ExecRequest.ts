// Original file: proto/voxnix/v1/containers.proto


export interface ExecRequest {
  'owner'?: (string);
  'name'?: (string);
  /**
   * Program and arguments, 1 to 256 of them, together at most 64 KiB. No shell interprets them;
   * ["sh", "-c", "…"] runs one inside the container.
   */
  'command'?: (string)[];
  /**
   * Seconds until it is ended, 1 to 3600. Default 60.
   */
  'timeoutSeconds'?: (number);
  /**
   * Working directory inside the container, absolute. Default "/root".
   */
  'directory'?: (string);
  /**
   * Names match ^[A-Za-z_][A-Za-z0-9_]*$; values without NUL; at most 64.
   */
  'environment'?: ({[key: string]: string});
  '_timeoutSeconds'?: "timeoutSeconds";
}

export interface ExecRequest__Output {
  'owner': (string);
  'name': (string);
  /**
   * Program and arguments, 1 to 256 of them, together at most 64 KiB. No shell interprets them;
   * ["sh", "-c", "…"] runs one inside the container.
   */
  'command': (string)[];
  /**
   * Seconds until it is ended, 1 to 3600. Default 60.
   */
  'timeoutSeconds'?: (number);
  /**
   * Working directory inside the container, absolute. Default "/root".
   */
  'directory': (string);
  /**
   * Names match ^[A-Za-z_][A-Za-z0-9_]*$; values without NUL; at most 64.
   */
  'environment': ({[key: string]: string});
  '_timeoutSeconds'?: "timeoutSeconds";
}
