// Original file: proto/voxnix/v1/operations.proto

export const OperationKind = {
  OPERATION_KIND_UNSPECIFIED: 'OPERATION_KIND_UNSPECIFIED',
  CREATE: 'CREATE',
  START: 'START',
  STOP: 'STOP',
  RESTART: 'RESTART',
  DESTROY: 'DESTROY',
  PREVIEW: 'PREVIEW',
  UPDATE: 'UPDATE',
  ROLLBACK: 'ROLLBACK',
  /**
   * A workspace comes back from the trash or from a snapshot.
   */
  RESTORE: 'RESTORE',
  /**
   * An image is built before anybody asks for it.
   */
  PREBUILD: 'PREBUILD',
} as const;

export type OperationKind =
  | 'OPERATION_KIND_UNSPECIFIED'
  | 0
  | 'CREATE'
  | 1
  | 'START'
  | 2
  | 'STOP'
  | 3
  | 'RESTART'
  | 4
  | 'DESTROY'
  | 5
  | 'PREVIEW'
  | 6
  | 'UPDATE'
  | 7
  | 'ROLLBACK'
  | 8
  /**
   * A workspace comes back from the trash or from a snapshot.
   */
  | 'RESTORE'
  | 9
  /**
   * An image is built before anybody asks for it.
   */
  | 'PREBUILD'
  | 10

export type OperationKind__Output = typeof OperationKind[keyof typeof OperationKind]
