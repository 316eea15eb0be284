// Original file: proto/voxnix/v1/containers.proto


export interface LogsRequest {
  'owner'?: (string);
  'name'?: (string);
  /**
   * The newest so many entries, 1 to 5000. Default 100.
   */
  'lines'?: (number);
  /**
   * Only entries of this unit inside the container, e.g. "sshd.service". Empty for all.
   */
  'unit'?: (string);
  /**
   * Keep the stream open and send new entries as they come.
   */
  'follow'?: (boolean);
  '_lines'?: "lines";
}

export interface LogsRequest__Output {
  'owner': (string);
  'name': (string);
  /**
   * The newest so many entries, 1 to 5000. Default 100.
   */
  'lines'?: (number);
  /**
   * Only entries of this unit inside the container, e.g. "sshd.service". Empty for all.
   */
  'unit': (string);
  /**
   * Keep the stream open and send new entries as they come.
   */
  'follow': (boolean);
  '_lines'?: "lines";
}
