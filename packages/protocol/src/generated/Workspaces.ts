// Original file: proto/voxnix/v1/workspaces.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DiscardWorkspaceRequest as _voxnix_v1_DiscardWorkspaceRequest, DiscardWorkspaceRequest__Output as _voxnix_v1_DiscardWorkspaceRequest__Output } from './DiscardWorkspaceRequest.ts';
import type { DiscardWorkspaceResponse as _voxnix_v1_DiscardWorkspaceResponse, DiscardWorkspaceResponse__Output as _voxnix_v1_DiscardWorkspaceResponse__Output } from './DiscardWorkspaceResponse.ts';
import type { ListWorkspacesRequest as _voxnix_v1_ListWorkspacesRequest, ListWorkspacesRequest__Output as _voxnix_v1_ListWorkspacesRequest__Output } from './ListWorkspacesRequest.ts';
import type { ListWorkspacesResponse as _voxnix_v1_ListWorkspacesResponse, ListWorkspacesResponse__Output as _voxnix_v1_ListWorkspacesResponse__Output } from './ListWorkspacesResponse.ts';
import type { OperationEvent as _voxnix_v1_OperationEvent, OperationEvent__Output as _voxnix_v1_OperationEvent__Output } from './OperationEvent.ts';
import type { RestoreWorkspaceRequest as _voxnix_v1_RestoreWorkspaceRequest, RestoreWorkspaceRequest__Output as _voxnix_v1_RestoreWorkspaceRequest__Output } from './RestoreWorkspaceRequest.ts';
import type { SnapshotWorkspaceRequest as _voxnix_v1_SnapshotWorkspaceRequest, SnapshotWorkspaceRequest__Output as _voxnix_v1_SnapshotWorkspaceRequest__Output } from './SnapshotWorkspaceRequest.ts';
import type { WorkspaceCopy as _voxnix_v1_WorkspaceCopy, WorkspaceCopy__Output as _voxnix_v1_WorkspaceCopy__Output } from './WorkspaceCopy.ts';

/**
 * The folders that outlive their containers' systems: live ones, their snapshots, and the trash.
 */
export interface WorkspacesClient extends grpc.Client {
  /**
   * Deletes a copy for good. There is no way back.
   */
  Discard(argument: _voxnix_v1_DiscardWorkspaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  Discard(argument: _voxnix_v1_DiscardWorkspaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  Discard(argument: _voxnix_v1_DiscardWorkspaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  Discard(argument: _voxnix_v1_DiscardWorkspaceRequest, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a copy for good. There is no way back.
   */
  discard(argument: _voxnix_v1_DiscardWorkspaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  discard(argument: _voxnix_v1_DiscardWorkspaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  discard(argument: _voxnix_v1_DiscardWorkspaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  discard(argument: _voxnix_v1_DiscardWorkspaceRequest, callback: grpc.requestCallback<_voxnix_v1_DiscardWorkspaceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The owner's workspaces, live ones first. Admin with an empty owner: of all owners.
   */
  List(argument: _voxnix_v1_ListWorkspacesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListWorkspacesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListWorkspacesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListWorkspacesRequest, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The owner's workspaces, live ones first. Admin with an empty owner: of all owners.
   */
  list(argument: _voxnix_v1_ListWorkspacesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListWorkspacesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListWorkspacesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListWorkspacesRequest, callback: grpc.requestCallback<_voxnix_v1_ListWorkspacesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Brings a copy back, from the trash or a snapshot. If the container exists its files are replaced, and
   * what it had goes to the trash; if it was destroyed it is created again as it was.
   */
  Restore(argument: _voxnix_v1_RestoreWorkspaceRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Restore(argument: _voxnix_v1_RestoreWorkspaceRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Brings a copy back, from the trash or a snapshot. If the container exists its files are replaced, and
   * what it had goes to the trash; if it was destroyed it is created again as it was.
   */
  restore(argument: _voxnix_v1_RestoreWorkspaceRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  restore(argument: _voxnix_v1_RestoreWorkspaceRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Keeps the files of a live workspace as they are now. UNSUPPORTED where the host's storage cannot.
   */
  Snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  Snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  Snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  Snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  /**
   * Keeps the files of a live workspace as they are now. UNSUPPORTED where the host's storage cannot.
   */
  snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  snapshot(argument: _voxnix_v1_SnapshotWorkspaceRequest, callback: grpc.requestCallback<_voxnix_v1_WorkspaceCopy__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The folders that outlive their containers' systems: live ones, their snapshots, and the trash.
 */
export interface WorkspacesHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Deletes a copy for good. There is no way back.
   */
  Discard: grpc.handleUnaryCall<_voxnix_v1_DiscardWorkspaceRequest__Output, _voxnix_v1_DiscardWorkspaceResponse>;
  
  /**
   * The owner's workspaces, live ones first. Admin with an empty owner: of all owners.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListWorkspacesRequest__Output, _voxnix_v1_ListWorkspacesResponse>;
  
  /**
   * Brings a copy back, from the trash or a snapshot. If the container exists its files are replaced, and
   * what it had goes to the trash; if it was destroyed it is created again as it was.
   */
  Restore: grpc.handleServerStreamingCall<_voxnix_v1_RestoreWorkspaceRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Keeps the files of a live workspace as they are now. UNSUPPORTED where the host's storage cannot.
   */
  Snapshot: grpc.handleUnaryCall<_voxnix_v1_SnapshotWorkspaceRequest__Output, _voxnix_v1_WorkspaceCopy>;
  
}

export interface WorkspacesDefinition extends grpc.ServiceDefinition {
  Discard: MethodDefinition<_voxnix_v1_DiscardWorkspaceRequest, _voxnix_v1_DiscardWorkspaceResponse, _voxnix_v1_DiscardWorkspaceRequest__Output, _voxnix_v1_DiscardWorkspaceResponse__Output>
  List: MethodDefinition<_voxnix_v1_ListWorkspacesRequest, _voxnix_v1_ListWorkspacesResponse, _voxnix_v1_ListWorkspacesRequest__Output, _voxnix_v1_ListWorkspacesResponse__Output>
  Restore: MethodDefinition<_voxnix_v1_RestoreWorkspaceRequest, _voxnix_v1_OperationEvent, _voxnix_v1_RestoreWorkspaceRequest__Output, _voxnix_v1_OperationEvent__Output>
  Snapshot: MethodDefinition<_voxnix_v1_SnapshotWorkspaceRequest, _voxnix_v1_WorkspaceCopy, _voxnix_v1_SnapshotWorkspaceRequest__Output, _voxnix_v1_WorkspaceCopy__Output>
}
