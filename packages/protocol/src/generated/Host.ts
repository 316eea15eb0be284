// Original file: proto/voxnix/v1/host.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AuditEntry as _voxnix_v1_AuditEntry, AuditEntry__Output as _voxnix_v1_AuditEntry__Output } from './AuditEntry.ts';
import type { AuditRequest as _voxnix_v1_AuditRequest, AuditRequest__Output as _voxnix_v1_AuditRequest__Output } from './AuditRequest.ts';
import type { HostStatus as _voxnix_v1_HostStatus, HostStatus__Output as _voxnix_v1_HostStatus__Output } from './HostStatus.ts';
import type { HostStatusRequest as _voxnix_v1_HostStatusRequest, HostStatusRequest__Output as _voxnix_v1_HostStatusRequest__Output } from './HostStatusRequest.ts';
import type { ReconcileRequest as _voxnix_v1_ReconcileRequest, ReconcileRequest__Output as _voxnix_v1_ReconcileRequest__Output } from './ReconcileRequest.ts';
import type { ReconcileResponse as _voxnix_v1_ReconcileResponse, ReconcileResponse__Output as _voxnix_v1_ReconcileResponse__Output } from './ReconcileResponse.ts';
import type { UnitJournalRequest as _voxnix_v1_UnitJournalRequest, UnitJournalRequest__Output as _voxnix_v1_UnitJournalRequest__Output } from './UnitJournalRequest.ts';
import type { UnitJournalResponse as _voxnix_v1_UnitJournalResponse, UnitJournalResponse__Output as _voxnix_v1_UnitJournalResponse__Output } from './UnitJournalResponse.ts';

/**
 * The machine that the containers run on.
 */
export interface HostClient extends grpc.Client {
  /**
   * What was changed through voxnix, oldest first: one entry for each change when it ended, by whom and with
   * what result. Admin only.
   */
  Audit(argument: _voxnix_v1_AuditRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_AuditEntry__Output>;
  Audit(argument: _voxnix_v1_AuditRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_AuditEntry__Output>;
  /**
   * What was changed through voxnix, oldest first: one entry for each change when it ended, by whom and with
   * what result. Admin only.
   */
  audit(argument: _voxnix_v1_AuditRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_AuditEntry__Output>;
  audit(argument: _voxnix_v1_AuditRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_AuditEntry__Output>;
  
  /**
   * Compares what voxnix has on record with what the host says, and tells where they differ. Containers that
   * voxnix did not make are not looked at, and those that an operation holds are left for another time.
   * Admin only.
   */
  Reconcile(argument: _voxnix_v1_ReconcileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  Reconcile(argument: _voxnix_v1_ReconcileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  Reconcile(argument: _voxnix_v1_ReconcileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  Reconcile(argument: _voxnix_v1_ReconcileRequest, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compares what voxnix has on record with what the host says, and tells where they differ. Containers that
   * voxnix did not make are not looked at, and those that an operation holds are left for another time.
   * Admin only.
   */
  reconcile(argument: _voxnix_v1_ReconcileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  reconcile(argument: _voxnix_v1_ReconcileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  reconcile(argument: _voxnix_v1_ReconcileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  reconcile(argument: _voxnix_v1_ReconcileRequest, callback: grpc.requestCallback<_voxnix_v1_ReconcileResponse__Output>): grpc.ClientUnaryCall;
  
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
   * What was changed through voxnix, oldest first: one entry for each change when it ended, by whom and with
   * what result. Admin only.
   */
  Audit: grpc.handleServerStreamingCall<_voxnix_v1_AuditRequest__Output, _voxnix_v1_AuditEntry>;
  
  /**
   * Compares what voxnix has on record with what the host says, and tells where they differ. Containers that
   * voxnix did not make are not looked at, and those that an operation holds are left for another time.
   * Admin only.
   */
  Reconcile: grpc.handleUnaryCall<_voxnix_v1_ReconcileRequest__Output, _voxnix_v1_ReconcileResponse>;
  
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
  Audit: MethodDefinition<_voxnix_v1_AuditRequest, _voxnix_v1_AuditEntry, _voxnix_v1_AuditRequest__Output, _voxnix_v1_AuditEntry__Output>
  Reconcile: MethodDefinition<_voxnix_v1_ReconcileRequest, _voxnix_v1_ReconcileResponse, _voxnix_v1_ReconcileRequest__Output, _voxnix_v1_ReconcileResponse__Output>
  Status: MethodDefinition<_voxnix_v1_HostStatusRequest, _voxnix_v1_HostStatus, _voxnix_v1_HostStatusRequest__Output, _voxnix_v1_HostStatus__Output>
  UnitJournal: MethodDefinition<_voxnix_v1_UnitJournalRequest, _voxnix_v1_UnitJournalResponse, _voxnix_v1_UnitJournalRequest__Output, _voxnix_v1_UnitJournalResponse__Output>
}
