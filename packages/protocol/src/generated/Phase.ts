// Original file: proto/voxnix/v1/operations.proto

/**
 * A stage of an operation, in the order in which a create passes through them.
 */
export const Phase = {
  PHASE_UNSPECIFIED: 'PHASE_UNSPECIFIED',
  /**
   * Nix evaluates the modules to a system. Skipped where the image is known.
   */
  EVALUATE: 'EVALUATE',
  /**
   * Nix builds or fetches what the system needs.
   */
  BUILD: 'BUILD',
  /**
   * extra-container installs unit and configuration.
   */
  INSTALL: 'INSTALL',
  /**
   * The container boots.
   */
  BOOT: 'BOOT',
  /**
   * The facts are read again from systemd.
   */
  VERIFY: 'VERIFY',
  /**
   * The container shuts down.
   */
  SHUT_DOWN: 'SHUT_DOWN',
  /**
   * Unit, configuration, files and records are removed.
   */
  REMOVE: 'REMOVE',
  /**
   * What a failed or cancelled operation had begun is undone.
   */
  UNDO: 'UNDO',
  /**
   * A running system is switched to another one in place.
   */
  SWITCH: 'SWITCH',
  /**
   * The files of a workspace are moved or copied.
   */
  RESTORE_FILES: 'RESTORE_FILES',
} as const;

/**
 * A stage of an operation, in the order in which a create passes through them.
 */
export type Phase =
  | 'PHASE_UNSPECIFIED'
  | 0
  /**
   * Nix evaluates the modules to a system. Skipped where the image is known.
   */
  | 'EVALUATE'
  | 1
  /**
   * Nix builds or fetches what the system needs.
   */
  | 'BUILD'
  | 2
  /**
   * extra-container installs unit and configuration.
   */
  | 'INSTALL'
  | 3
  /**
   * The container boots.
   */
  | 'BOOT'
  | 4
  /**
   * The facts are read again from systemd.
   */
  | 'VERIFY'
  | 5
  /**
   * The container shuts down.
   */
  | 'SHUT_DOWN'
  | 6
  /**
   * Unit, configuration, files and records are removed.
   */
  | 'REMOVE'
  | 7
  /**
   * What a failed or cancelled operation had begun is undone.
   */
  | 'UNDO'
  | 8
  /**
   * A running system is switched to another one in place.
   */
  | 'SWITCH'
  | 9
  /**
   * The files of a workspace are moved or copied.
   */
  | 'RESTORE_FILES'
  | 10

/**
 * A stage of an operation, in the order in which a create passes through them.
 */
export type Phase__Output = typeof Phase[keyof typeof Phase]
