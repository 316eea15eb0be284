// Original file: proto/voxnix/v1/container.proto

import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';
import type { FailedUnit as _voxnix_v1_FailedUnit, FailedUnit__Output as _voxnix_v1_FailedUnit__Output } from './FailedUnit.ts';
import type { NetworkAddress as _voxnix_v1_NetworkAddress, NetworkAddress__Output as _voxnix_v1_NetworkAddress__Output } from './NetworkAddress.ts';
import type { ModuleFact as _voxnix_v1_ModuleFact, ModuleFact__Output as _voxnix_v1_ModuleFact__Output } from './ModuleFact.ts';
import type { JournalEntry as _voxnix_v1_JournalEntry, JournalEntry__Output as _voxnix_v1_JournalEntry__Output } from './JournalEntry.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A look inside a container, for finding out what is wrong with it. What could not be read is absent,
 * and `unread` says why.
 */
export interface Inspection {
  'container'?: (_voxnix_v1_Container | null);
  /**
   * Units inside that systemd lists as failed.
   */
  'failedUnits'?: (_voxnix_v1_FailedUnit)[];
  /**
   * What its own systemd says, e.g. "running", "degraded". Empty if it does not run.
   */
  'systemState'?: (string);
  /**
   * E.g. "10.88.0.5/24" on "eth0", and what its modules made, e.g. "tailscale0".
   */
  'addresses'?: (_voxnix_v1_NetworkAddress)[];
  'defaultGateway'?: (string);
  'nameServers'?: (string)[];
  /**
   * Bytes now; 0 if the host does not account for them.
   */
  'memoryBytes'?: (number | string | Long);
  'tasks'?: (number);
  /**
   * Bytes of its own files, without the Nix store.
   */
  'diskBytes'?: (number | string | Long);
  'workspaceBytes'?: (number | string | Long);
  /**
   * What its modules tell of themselves, e.g. tailscale: "connected as dev, 100.64.0.7".
   */
  'moduleFacts'?: (_voxnix_v1_ModuleFact)[];
  /**
   * The last lines of its unit on the host, oldest first.
   */
  'hostJournal'?: (_voxnix_v1_JournalEntry)[];
  /**
   * The last operation on it, if the executor remembers one.
   */
  'lastOperationId'?: (string);
  'unread'?: (string)[];
}

/**
 * A look inside a container, for finding out what is wrong with it. What could not be read is absent,
 * and `unread` says why.
 */
export interface Inspection__Output {
  'container': (_voxnix_v1_Container__Output | null);
  /**
   * Units inside that systemd lists as failed.
   */
  'failedUnits': (_voxnix_v1_FailedUnit__Output)[];
  /**
   * What its own systemd says, e.g. "running", "degraded". Empty if it does not run.
   */
  'systemState': (string);
  /**
   * E.g. "10.88.0.5/24" on "eth0", and what its modules made, e.g. "tailscale0".
   */
  'addresses': (_voxnix_v1_NetworkAddress__Output)[];
  'defaultGateway': (string);
  'nameServers': (string)[];
  /**
   * Bytes now; 0 if the host does not account for them.
   */
  'memoryBytes': (number);
  'tasks': (number);
  /**
   * Bytes of its own files, without the Nix store.
   */
  'diskBytes': (number);
  'workspaceBytes': (number);
  /**
   * What its modules tell of themselves, e.g. tailscale: "connected as dev, 100.64.0.7".
   */
  'moduleFacts': (_voxnix_v1_ModuleFact__Output)[];
  /**
   * The last lines of its unit on the host, oldest first.
   */
  'hostJournal': (_voxnix_v1_JournalEntry__Output)[];
  /**
   * The last operation on it, if the executor remembers one.
   */
  'lastOperationId': (string);
  'unread': (string)[];
}
