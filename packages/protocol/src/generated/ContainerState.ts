// Original file: proto/voxnix/v1/container.proto

export const ContainerState = {
  CONTAINER_STATE_UNSPECIFIED: 'CONTAINER_STATE_UNSPECIFIED',
  /**
   * Recorded, and its create is still under way.
   */
  CREATING: 'CREATING',
  RUNNING: 'RUNNING',
  STOPPED: 'STOPPED',
  STARTING: 'STARTING',
  STOPPING: 'STOPPING',
  /**
   * systemd gave up on it; `trouble` says why.
   */
  BROKEN: 'BROKEN',
  /**
   * Recorded, but its unit is gone from the host.
   */
  MISSING: 'MISSING',
} as const;

export type ContainerState =
  | 'CONTAINER_STATE_UNSPECIFIED'
  | 0
  /**
   * Recorded, and its create is still under way.
   */
  | 'CREATING'
  | 1
  | 'RUNNING'
  | 2
  | 'STOPPED'
  | 3
  | 'STARTING'
  | 4
  | 'STOPPING'
  | 5
  /**
   * systemd gave up on it; `trouble` says why.
   */
  | 'BROKEN'
  | 6
  /**
   * Recorded, but its unit is gone from the host.
   */
  | 'MISSING'
  | 7

export type ContainerState__Output = typeof ContainerState[keyof typeof ContainerState]
