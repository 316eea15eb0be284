// Original file: proto/voxnix/v1/modules.proto

export const SettingType = {
  SETTING_TYPE_UNSPECIFIED: 'SETTING_TYPE_UNSPECIFIED',
  TEXT: 'TEXT',
  WHOLE_NUMBER: 'WHOLE_NUMBER',
  YES_NO: 'YES_NO',
  CHOICE: 'CHOICE',
  TEXT_LIST: 'TEXT_LIST',
} as const;

export type SettingType =
  | 'SETTING_TYPE_UNSPECIFIED'
  | 0
  | 'TEXT'
  | 1
  | 'WHOLE_NUMBER'
  | 2
  | 'YES_NO'
  | 3
  | 'CHOICE'
  | 4
  | 'TEXT_LIST'
  | 5

export type SettingType__Output = typeof SettingType[keyof typeof SettingType]
