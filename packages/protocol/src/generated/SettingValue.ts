// Original file: proto/voxnix/v1/modules.proto

import type { TextList as _voxnix_v1_TextList, TextList__Output as _voxnix_v1_TextList__Output } from './TextList.ts';
import type { TextMap as _voxnix_v1_TextMap, TextMap__Output as _voxnix_v1_TextMap__Output } from './TextMap.ts';
import type { Long } from '@grpc/proto-loader';

export interface SettingValue {
  /**
   * For TEXT, CHOICE and SECRET.
   */
  'text'?: (string);
  'number'?: (number | string | Long);
  'flag'?: (boolean);
  'list'?: (_voxnix_v1_TextList | null);
  /**
   * For TEXT_MAP and SECRET_MAP.
   */
  'map'?: (_voxnix_v1_TextMap | null);
  'value'?: "text"|"number"|"flag"|"list"|"map";
}

export interface SettingValue__Output {
  /**
   * For TEXT, CHOICE and SECRET.
   */
  'text'?: (string);
  'number'?: (number);
  'flag'?: (boolean);
  'list'?: (_voxnix_v1_TextList__Output | null);
  /**
   * For TEXT_MAP and SECRET_MAP.
   */
  'map'?: (_voxnix_v1_TextMap__Output | null);
  'value'?: "text"|"number"|"flag"|"list"|"map";
}
