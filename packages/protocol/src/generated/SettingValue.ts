// Original file: proto/voxnix/v1/modules.proto

import type { TextList as _voxnix_v1_TextList, TextList__Output as _voxnix_v1_TextList__Output } from './TextList.ts';
import type { Long } from '@grpc/proto-loader';

export interface SettingValue {
  /**
   * For TEXT and CHOICE.
   */
  'text'?: (string);
  'number'?: (number | string | Long);
  'flag'?: (boolean);
  'list'?: (_voxnix_v1_TextList | null);
  'value'?: "text"|"number"|"flag"|"list";
}

export interface SettingValue__Output {
  /**
   * For TEXT and CHOICE.
   */
  'text'?: (string);
  'number'?: (number);
  'flag'?: (boolean);
  'list'?: (_voxnix_v1_TextList__Output | null);
  'value'?: "text"|"number"|"flag"|"list";
}
