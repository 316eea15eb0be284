// Original file: proto/voxnix/v1/operations.proto

export const OperationKind = {
  OPERATION_KIND_UNSPECIFIED: 'OPERATION_KIND_UNSPECIFIED',
  CREATE: 'CREATE',
  START: 'START',
  STOP: 'STOP',
  RESTART: 'RESTART',
  DESTROY: 'DESTROY',
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

export type OperationKind__Output = typeof OperationKind[keyof typeof OperationKind]
