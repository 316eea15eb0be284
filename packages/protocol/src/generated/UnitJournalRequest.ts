// Original file: proto/voxnix/v1/host.proto


export interface UnitJournalRequest {
  /**
   * E.g. "nix-daemon.service".
   */
  'unit'?: (string);
  /**
   * 1 to 500. Default 50.
   */
  'lines'?: (number);
  '_lines'?: "lines";
}

export interface UnitJournalRequest__Output {
  /**
   * E.g. "nix-daemon.service".
   */
  'unit': (string);
  /**
   * 1 to 500. Default 50.
   */
  'lines'?: (number);
  '_lines'?: "lines";
}
