// Original file: proto/voxnix/v1/errors.proto

/**
 * Why a call or an operation did not succeed, for programs. People read ErrorDetail.message.
 */
export const ErrorReason = {
  ERROR_REASON_UNSPECIFIED: 'ERROR_REASON_UNSPECIFIED',
  /**
   * A field broke a rule; `field` and `rule` say which.
   */
  INVALID_FIELD: 'INVALID_FIELD',
  /**
   * A container name broke the rule for names.
   */
  NAME_INVALID: 'NAME_INVALID',
  /**
   * The owner already has a container of this name.
   */
  NAME_TAKEN: 'NAME_TAKEN',
  /**
   * No such container or operation for this owner.
   */
  NOT_FOUND: 'NOT_FOUND',
  /**
   * No such module; `known` lists them all, `nearest` the likely ones.
   */
  UNKNOWN_MODULE: 'UNKNOWN_MODULE',
  /**
   * A setting that the module does not have, or a value that it does not take.
   */
  SETTING_INVALID: 'SETTING_INVALID',
  /**
   * Another operation holds the container; `busy_with` says which.
   */
  BUSY: 'BUSY',
  /**
   * Nix could not evaluate the system; `lines` are its last words.
   */
  EVAL_FAILED: 'EVAL_FAILED',
  /**
   * Nix could not build the system; `lines` are the end of the build log.
   */
  BUILD_FAILED: 'BUILD_FAILED',
  /**
   * extra-container did not install the container; `lines` are its output.
   */
  INSTALL_FAILED: 'INSTALL_FAILED',
  /**
   * The container did not come up; `lines` are its own journal.
   */
  START_FAILED: 'START_FAILED',
  /**
   * The container did not stop, or was not removed completely.
   */
  STOP_FAILED: 'STOP_FAILED',
  /**
   * The owner has as many containers as the host allows, or the host has no free address, or too many
   * commands and journals are open at once.
   */
  QUOTA_EXCEEDED: 'QUOTA_EXCEEDED',
  /**
   * Someone cancelled the operation; what it had begun was undone.
   */
  CANCELLED: 'CANCELLED',
  /**
   * The container must be running for this, and is not.
   */
  NOT_RUNNING: 'NOT_RUNNING',
  /**
   * This socket's role may not make this call.
   */
  ROLE_FORBIDDEN: 'ROLE_FORBIDDEN',
  /**
   * The executor was stopped in the middle of the operation and undid it at its next start.
   */
  INTERRUPTED: 'INTERRUPTED',
  /**
   * Several owners have a container of this name: name the owner.
   */
  OWNER_AMBIGUOUS: 'OWNER_AMBIGUOUS',
  /**
   * A command took longer than its limit, or printed more than its limit.
   */
  LIMIT_REACHED: 'LIMIT_REACHED',
  /**
   * A defect of voxnix; the executor's journal has the details.
   */
  INTERNAL: 'INTERNAL',
  /**
   * No such package in nixpkgs; `nearest` the likely ones.
   */
  UNKNOWN_PACKAGE: 'UNKNOWN_PACKAGE',
  /**
   * The update did not come up well and the generation before it runs again; `lines` say what went wrong.
   */
  UPDATE_REVERTED: 'UPDATE_REVERTED',
  /**
   * What was previewed is not what would be done now: look again.
   */
  STALE_PREVIEW: 'STALE_PREVIEW',
  /**
   * A module wants or excludes another one; `known` lists those concerned.
   */
  MODULES_CONFLICT: 'MODULES_CONFLICT',
  /**
   * The container needs a secret that the owner has not set; `field` says which setting names it.
   */
  SECRET_MISSING: 'SECRET_MISSING',
  /**
   * Something uses it: `known` says what.
   */
  IN_USE: 'IN_USE',
  /**
   * The host cannot do this, e.g. snapshots on a plain directory.
   */
  UNSUPPORTED: 'UNSUPPORTED',
  /**
   * The host's disk, or a quota of it, takes nothing more; what had been begun was undone, or is told
   * to be left.
   */
  DISK_FULL: 'DISK_FULL',
} as const;

/**
 * Why a call or an operation did not succeed, for programs. People read ErrorDetail.message.
 */
export type ErrorReason =
  | 'ERROR_REASON_UNSPECIFIED'
  | 0
  /**
   * A field broke a rule; `field` and `rule` say which.
   */
  | 'INVALID_FIELD'
  | 1
  /**
   * A container name broke the rule for names.
   */
  | 'NAME_INVALID'
  | 2
  /**
   * The owner already has a container of this name.
   */
  | 'NAME_TAKEN'
  | 3
  /**
   * No such container or operation for this owner.
   */
  | 'NOT_FOUND'
  | 4
  /**
   * No such module; `known` lists them all, `nearest` the likely ones.
   */
  | 'UNKNOWN_MODULE'
  | 5
  /**
   * A setting that the module does not have, or a value that it does not take.
   */
  | 'SETTING_INVALID'
  | 6
  /**
   * Another operation holds the container; `busy_with` says which.
   */
  | 'BUSY'
  | 7
  /**
   * Nix could not evaluate the system; `lines` are its last words.
   */
  | 'EVAL_FAILED'
  | 8
  /**
   * Nix could not build the system; `lines` are the end of the build log.
   */
  | 'BUILD_FAILED'
  | 9
  /**
   * extra-container did not install the container; `lines` are its output.
   */
  | 'INSTALL_FAILED'
  | 10
  /**
   * The container did not come up; `lines` are its own journal.
   */
  | 'START_FAILED'
  | 11
  /**
   * The container did not stop, or was not removed completely.
   */
  | 'STOP_FAILED'
  | 12
  /**
   * The owner has as many containers as the host allows, or the host has no free address, or too many
   * commands and journals are open at once.
   */
  | 'QUOTA_EXCEEDED'
  | 13
  /**
   * Someone cancelled the operation; what it had begun was undone.
   */
  | 'CANCELLED'
  | 14
  /**
   * The container must be running for this, and is not.
   */
  | 'NOT_RUNNING'
  | 15
  /**
   * This socket's role may not make this call.
   */
  | 'ROLE_FORBIDDEN'
  | 16
  /**
   * The executor was stopped in the middle of the operation and undid it at its next start.
   */
  | 'INTERRUPTED'
  | 17
  /**
   * Several owners have a container of this name: name the owner.
   */
  | 'OWNER_AMBIGUOUS'
  | 18
  /**
   * A command took longer than its limit, or printed more than its limit.
   */
  | 'LIMIT_REACHED'
  | 19
  /**
   * A defect of voxnix; the executor's journal has the details.
   */
  | 'INTERNAL'
  | 20
  /**
   * No such package in nixpkgs; `nearest` the likely ones.
   */
  | 'UNKNOWN_PACKAGE'
  | 21
  /**
   * The update did not come up well and the generation before it runs again; `lines` say what went wrong.
   */
  | 'UPDATE_REVERTED'
  | 22
  /**
   * What was previewed is not what would be done now: look again.
   */
  | 'STALE_PREVIEW'
  | 23
  /**
   * A module wants or excludes another one; `known` lists those concerned.
   */
  | 'MODULES_CONFLICT'
  | 24
  /**
   * The container needs a secret that the owner has not set; `field` says which setting names it.
   */
  | 'SECRET_MISSING'
  | 25
  /**
   * Something uses it: `known` says what.
   */
  | 'IN_USE'
  | 26
  /**
   * The host cannot do this, e.g. snapshots on a plain directory.
   */
  | 'UNSUPPORTED'
  | 27
  /**
   * The host's disk, or a quota of it, takes nothing more; what had been begun was undone, or is told
   * to be left.
   */
  | 'DISK_FULL'
  | 28

/**
 * Why a call or an operation did not succeed, for programs. People read ErrorDetail.message.
 */
export type ErrorReason__Output = typeof ErrorReason[keyof typeof ErrorReason]
