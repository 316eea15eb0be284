// Original file: proto/voxnix/v1/operations.proto

export const OperationState = {
  OPERATION_STATE_UNSPECIFIED: 'OPERATION_STATE_UNSPECIFIED',
  UNDERWAY: 'UNDERWAY',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const;

export type OperationState =
  | 'OPERATION_STATE_UNSPECIFIED'
  | 0
  | 'UNDERWAY'
  | 1
  | 'SUCCEEDED'
  | 2
  | 'FAILED'
  | 3

export type OperationState__Output = typeof OperationState[keyof typeof OperationState]
