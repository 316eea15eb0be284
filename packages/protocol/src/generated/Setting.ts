// Original file: proto/voxnix/v1/modules.proto

import type { SettingType as _voxnix_v1_SettingType, SettingType__Output as _voxnix_v1_SettingType__Output } from './SettingType.ts';
import type { SettingValue as _voxnix_v1_SettingValue, SettingValue__Output as _voxnix_v1_SettingValue__Output } from './SettingValue.ts';
import type { Long } from '@grpc/proto-loader';

export interface Setting {
  'name'?: (string);
  'type'?: (_voxnix_v1_SettingType);
  'description'?: (string);
  /**
   * Absent if the setting has no default: then it is simply not set.
   */
  'defaultValue'?: (_voxnix_v1_SettingValue | null);
  /**
   * A regular expression that a TEXT value must match as a whole. Empty for any.
   */
  'pattern'?: (string);
  /**
   * The values that a CHOICE takes.
   */
  'choices'?: (string)[];
  /**
   * Bounds of a WHOLE_NUMBER.
   */
  'minimum'?: (number | string | Long);
  'maximum'?: (number | string | Long);
  /**
   * It has to be given.
   */
  'required'?: (boolean);
  /**
   * A regular expression for the names of a TEXT_MAP or SECRET_MAP.
   */
  'keyPattern'?: (string);
  '_minimum'?: "minimum";
  '_maximum'?: "maximum";
}

export interface Setting__Output {
  'name': (string);
  'type': (_voxnix_v1_SettingType__Output);
  'description': (string);
  /**
   * Absent if the setting has no default: then it is simply not set.
   */
  'defaultValue': (_voxnix_v1_SettingValue__Output | null);
  /**
   * A regular expression that a TEXT value must match as a whole. Empty for any.
   */
  'pattern': (string);
  /**
   * The values that a CHOICE takes.
   */
  'choices': (string)[];
  /**
   * Bounds of a WHOLE_NUMBER.
   */
  'minimum'?: (number);
  'maximum'?: (number);
  /**
   * It has to be given.
   */
  'required': (boolean);
  /**
   * A regular expression for the names of a TEXT_MAP or SECRET_MAP.
   */
  'keyPattern': (string);
  '_minimum'?: "minimum";
  '_maximum'?: "maximum";
}
