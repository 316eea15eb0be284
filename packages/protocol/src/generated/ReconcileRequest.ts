// Original file: proto/voxnix/v1/host.proto


export interface ReconcileRequest {
  /**
   * Put right what can be. Without it nothing is touched.
   */
  'repair'?: (boolean);
}

export interface ReconcileRequest__Output {
  /**
   * Put right what can be. Without it nothing is touched.
   */
  'repair': (boolean);
}
