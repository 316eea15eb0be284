// Original file: proto/voxnix/v1/modules.proto

export const SettingType = {
  SETTING_TYPE_UNSPECIFIED: 'SETTING_TYPE_UNSPECIFIED',
  TEXT: 'TEXT',
  WHOLE_NUMBER: 'WHOLE_NUMBER',
  YES_NO: 'YES_NO',
  CHOICE: 'CHOICE',
  TEXT_LIST: 'TEXT_LIST',
  /**
   * Names and texts, e.g. environment variables.
   */
  TEXT_MAP: 'TEXT_MAP',
  /**
   * The name of one of the owner's secrets (Secrets.Set), never the value.
   */
  SECRET: 'SECRET',
  /**
   * Names, each with the name of a secret.
   */
  SECRET_MAP: 'SECRET_MAP',
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
  /**
   * Names and texts, e.g. environment variables.
   */
  | 'TEXT_MAP'
  | 6
  /**
   * The name of one of the owner's secrets (Secrets.Set), never the value.
   */
  | 'SECRET'
  | 7
  /**
   * Names, each with the name of a secret.
   */
  | 'SECRET_MAP'
  | 8

export type SettingType__Output = typeof SettingType[keyof typeof SettingType]
