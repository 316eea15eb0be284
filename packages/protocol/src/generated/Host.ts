// Original file: proto/voxnix/v1/host.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { HostStatus as _voxnix_v1_HostStatus, HostStatus__Output as _voxnix_v1_HostStatus__Output } from './HostStatus.ts';
import type { HostStatusRequest as _voxnix_v1_HostStatusRequest, HostStatusRequest__Output as _voxnix_v1_HostStatusRequest__Output } from './HostStatusRequest.ts';
import type { UnitJournalRequest as _voxnix_v1_UnitJournalRequest, UnitJournalRequest__Output as _voxnix_v1_UnitJournalRequest__Output } from './UnitJournalRequest.ts';
import type { UnitJournalResponse as _voxnix_v1_UnitJournalResponse, UnitJournalResponse__Output as _voxnix_v1_UnitJournalResponse__Output } from './UnitJournalResponse.ts';

/**
 * The machine that the containers run on.
 */
export interface HostClient extends grpc.Client {
  /**
   * A checklist, with what to do about each thing that is not well. Takes the facts afresh.
   */
  Status(argument: _voxnix_v1_HostStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  Status(argument: _voxnix_v1_HostStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  Status(argument: _voxnix_v1_HostStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  Status(argument: _voxnix_v1_HostStatusRequest, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  /**
   * A checklist, with what to do about each thing that is not well. Takes the facts afresh.
   */
  status(argument: _voxnix_v1_HostStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  status(argument: _voxnix_v1_HostStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  status(argument: _voxnix_v1_HostStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  status(argument: _voxnix_v1_HostStatusRequest, callback: grpc.requestCallback<_voxnix_v1_HostStatus__Output>): grpc.ClientUnaryCall;
  
  /**
   * The journal of one of the host's units that matter to containers, oldest first. A tenant may ask for
   * systemd-machined.service, nix-daemon.service and voxnix-bridge.service; admin for voxnix's own as well.
   */
  UnitJournal(argument: _voxnix_v1_UnitJournalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  UnitJournal(argument: _voxnix_v1_UnitJournalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  UnitJournal(argument: _voxnix_v1_UnitJournalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  UnitJournal(argument: _voxnix_v1_UnitJournalRequest, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The journal of one of the host's units that matter to containers, oldest first. A tenant may ask for
   * systemd-machined.service, nix-daemon.service and voxnix-bridge.service; admin for voxnix's own as well.
   */
  unitJournal(argument: _voxnix_v1_UnitJournalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  unitJournal(argument: _voxnix_v1_UnitJournalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  unitJournal(argument: _voxnix_v1_UnitJournalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  unitJournal(argument: _voxnix_v1_UnitJournalRequest, callback: grpc.requestCallback<_voxnix_v1_UnitJournalResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The machine that the containers run on.
 */
export interface HostHandlers extends grpc.UntypedServiceImplementation {
  /**
   * A checklist, with what to do about each thing that is not well. Takes the facts afresh.
   */
  Status: grpc.handleUnaryCall<_voxnix_v1_HostStatusRequest__Output, _voxnix_v1_HostStatus>;
  
  /**
   * The journal of one of the host's units that matter to containers, oldest first. A tenant may ask for
   * systemd-machined.service, nix-daemon.service and voxnix-bridge.service; admin for voxnix's own as well.
   */
  UnitJournal: grpc.handleUnaryCall<_voxnix_v1_UnitJournalRequest__Output, _voxnix_v1_UnitJournalResponse>;
  
}

export interface HostDefinition extends grpc.ServiceDefinition {
  Status: MethodDefinition<_voxnix_v1_HostStatusRequest, _voxnix_v1_HostStatus, _voxnix_v1_HostStatusRequest__Output, _voxnix_v1_HostStatus__Output>
  UnitJournal: MethodDefinition<_voxnix_v1_UnitJournalRequest, _voxnix_v1_UnitJournalResponse, _voxnix_v1_UnitJournalRequest__Output, _voxnix_v1_UnitJournalResponse__Output>
}
