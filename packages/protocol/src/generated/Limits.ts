// Original file: proto/voxnix/v1/container.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a container may take of the host. In a request an absent field leaves it open, and 0 asks for the
 * host's default. In an answer every field is set, and 0 says that there is no limit.
 */
export interface Limits {
  /**
   * Bytes of memory, 64 MiB at least. Beyond that the kernel ends processes of the container.
   */
  'memoryBytes'?: (number | string | Long);
  /**
   * 100 is one core, 250 two and a half; 5 at least.
   */
  'cpuPercent'?: (number);
  /**
   * Processes and threads, 64 at least.
   */
  'tasks'?: (number);
  /**
   * Bytes of the workspace, 16 MiB at least; UNSUPPORTED where the host keeps workspaces in plain directories.
   * Where the host keeps the rest of its files on btrfs, they may take as many, 256 MiB at least.
   */
  'diskBytes'?: (number | string | Long);
  '_memoryBytes'?: "memoryBytes";
  '_cpuPercent'?: "cpuPercent";
  '_tasks'?: "tasks";
  '_diskBytes'?: "diskBytes";
}

/**
 * What a container may take of the host. In a request an absent field leaves it open, and 0 asks for the
 * host's default. In an answer every field is set, and 0 says that there is no limit.
 */
export interface Limits__Output {
  /**
   * Bytes of memory, 64 MiB at least. Beyond that the kernel ends processes of the container.
   */
  'memoryBytes'?: (number);
  /**
   * 100 is one core, 250 two and a half; 5 at least.
   */
  'cpuPercent'?: (number);
  /**
   * Processes and threads, 64 at least.
   */
  'tasks'?: (number);
  /**
   * Bytes of the workspace, 16 MiB at least; UNSUPPORTED where the host keeps workspaces in plain directories.
   * Where the host keeps the rest of its files on btrfs, they may take as many, 256 MiB at least.
   */
  'diskBytes'?: (number);
  '_memoryBytes'?: "memoryBytes";
  '_cpuPercent'?: "cpuPercent";
  '_tasks'?: "tasks";
  '_diskBytes'?: "diskBytes";
}
