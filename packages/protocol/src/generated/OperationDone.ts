// Original file: proto/voxnix/v1/operations.proto

import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';
import type { Changes as _voxnix_v1_Changes, Changes__Output as _voxnix_v1_Changes__Output } from './Changes.ts';
import type { Image as _voxnix_v1_Image, Image__Output as _voxnix_v1_Image__Output } from './Image.ts';

export interface OperationDone {
  /**
   * The facts after the change, read again from systemd. Of a destroyed container, its last state.
   * Absent for PREBUILD. Of a PREVIEW, the container as it would be: its image is the new one.
   */
  'container'?: (_voxnix_v1_Container | null);
  /**
   * Of a PREVIEW what would be different, of an UPDATE or a ROLLBACK what is.
   */
  'changes'?: (_voxnix_v1_Changes | null);
  /**
   * Of a PREBUILD.
   */
  'image'?: (_voxnix_v1_Image | null);
}

export interface OperationDone__Output {
  /**
   * The facts after the change, read again from systemd. Of a destroyed container, its last state.
   * Absent for PREBUILD. Of a PREVIEW, the container as it would be: its image is the new one.
   */
  'container': (_voxnix_v1_Container__Output | null);
  /**
   * Of a PREVIEW what would be different, of an UPDATE or a ROLLBACK what is.
   */
  'changes': (_voxnix_v1_Changes__Output | null);
  /**
   * Of a PREBUILD.
   */
  'image': (_voxnix_v1_Image__Output | null);
}
