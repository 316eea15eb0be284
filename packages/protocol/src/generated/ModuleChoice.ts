// Original file: proto/voxnix/v1/modules.proto

import type { SettingValue as _voxnix_v1_SettingValue, SettingValue__Output as _voxnix_v1_SettingValue__Output } from './SettingValue.ts';

/**
 * A module in a spec, with the settings that differ from their defaults.
 */
export interface ModuleChoice {
  'name'?: (string);
  'settings'?: ({[key: string]: _voxnix_v1_SettingValue});
}

/**
 * A module in a spec, with the settings that differ from their defaults.
 */
export interface ModuleChoice__Output {
  'name': (string);
  'settings': ({[key: string]: _voxnix_v1_SettingValue__Output});
}
