// Original file: proto/voxnix/v1/workspaces.proto

export const CopyKind = {
  COPY_KIND_UNSPECIFIED: 'COPY_KIND_UNSPECIFIED',
  TRASH: 'TRASH',
  SNAPSHOT: 'SNAPSHOT',
} as const;

export type CopyKind =
  | 'COPY_KIND_UNSPECIFIED'
  | 0
  | 'TRASH'
  | 1
  | 'SNAPSHOT'
  | 2

export type CopyKind__Output = typeof CopyKind[keyof typeof CopyKind]
