// Original file: proto/voxnix/v1/host.proto


/**
 * One difference between record and host.
 */
export interface Drift {
  /**
   * Which rule it breaks, e.g. "not-installed", "limits", "orphan-conf", "orphan-root", "workspace-missing".
   */
  'rule'?: (string);
  /**
   * What the host calls the container; empty where it is about none.
   */
  'machine'?: (string);
  /**
   * Empty where nobody is on record.
   */
  'owner'?: (string);
  /**
   * What was found, in words.
   */
  'found'?: (string);
  /**
   * What a repair does about it, or what a person has to do where voxnix must not.
   */
  'remedy'?: (string);
  /**
   * Whether a repair puts it right.
   */
  'repairable'?: (boolean);
  /**
   * True if it was put right now.
   */
  'repaired'?: (boolean);
  /**
   * Why a repair was tried and did not succeed.
   */
  'trouble'?: (string);
}

/**
 * One difference between record and host.
 */
export interface Drift__Output {
  /**
   * Which rule it breaks, e.g. "not-installed", "limits", "orphan-conf", "orphan-root", "workspace-missing".
   */
  'rule': (string);
  /**
   * What the host calls the container; empty where it is about none.
   */
  'machine': (string);
  /**
   * Empty where nobody is on record.
   */
  'owner': (string);
  /**
   * What was found, in words.
   */
  'found': (string);
  /**
   * What a repair does about it, or what a person has to do where voxnix must not.
   */
  'remedy': (string);
  /**
   * Whether a repair puts it right.
   */
  'repairable': (boolean);
  /**
   * True if it was put right now.
   */
  'repaired': (boolean);
  /**
   * Why a repair was tried and did not succeed.
   */
  'trouble': (string);
}
