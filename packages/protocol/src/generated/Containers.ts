// Original file: proto/voxnix/v1/containers.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ChangeContainerRequest as _voxnix_v1_ChangeContainerRequest, ChangeContainerRequest__Output as _voxnix_v1_ChangeContainerRequest__Output } from './ChangeContainerRequest.ts';
import type { Container as _voxnix_v1_Container, Container__Output as _voxnix_v1_Container__Output } from './Container.ts';
import type { ContainerChange as _voxnix_v1_ContainerChange, ContainerChange__Output as _voxnix_v1_ContainerChange__Output } from './ContainerChange.ts';
import type { CreateContainerRequest as _voxnix_v1_CreateContainerRequest, CreateContainerRequest__Output as _voxnix_v1_CreateContainerRequest__Output } from './CreateContainerRequest.ts';
import type { ExecOutput as _voxnix_v1_ExecOutput, ExecOutput__Output as _voxnix_v1_ExecOutput__Output } from './ExecOutput.ts';
import type { ExecRequest as _voxnix_v1_ExecRequest, ExecRequest__Output as _voxnix_v1_ExecRequest__Output } from './ExecRequest.ts';
import type { GetContainerRequest as _voxnix_v1_GetContainerRequest, GetContainerRequest__Output as _voxnix_v1_GetContainerRequest__Output } from './GetContainerRequest.ts';
import type { HistoryRequest as _voxnix_v1_HistoryRequest, HistoryRequest__Output as _voxnix_v1_HistoryRequest__Output } from './HistoryRequest.ts';
import type { HistoryResponse as _voxnix_v1_HistoryResponse, HistoryResponse__Output as _voxnix_v1_HistoryResponse__Output } from './HistoryResponse.ts';
import type { Inspection as _voxnix_v1_Inspection, Inspection__Output as _voxnix_v1_Inspection__Output } from './Inspection.ts';
import type { JournalEntry as _voxnix_v1_JournalEntry, JournalEntry__Output as _voxnix_v1_JournalEntry__Output } from './JournalEntry.ts';
import type { ListContainersRequest as _voxnix_v1_ListContainersRequest, ListContainersRequest__Output as _voxnix_v1_ListContainersRequest__Output } from './ListContainersRequest.ts';
import type { ListContainersResponse as _voxnix_v1_ListContainersResponse, ListContainersResponse__Output as _voxnix_v1_ListContainersResponse__Output } from './ListContainersResponse.ts';
import type { LogsRequest as _voxnix_v1_LogsRequest, LogsRequest__Output as _voxnix_v1_LogsRequest__Output } from './LogsRequest.ts';
import type { OperationEvent as _voxnix_v1_OperationEvent, OperationEvent__Output as _voxnix_v1_OperationEvent__Output } from './OperationEvent.ts';
import type { RollbackRequest as _voxnix_v1_RollbackRequest, RollbackRequest__Output as _voxnix_v1_RollbackRequest__Output } from './RollbackRequest.ts';
import type { SetLimitsRequest as _voxnix_v1_SetLimitsRequest, SetLimitsRequest__Output as _voxnix_v1_SetLimitsRequest__Output } from './SetLimitsRequest.ts';
import type { UpdateContainerRequest as _voxnix_v1_UpdateContainerRequest, UpdateContainerRequest__Output as _voxnix_v1_UpdateContainerRequest__Output } from './UpdateContainerRequest.ts';
import type { WatchContainersRequest as _voxnix_v1_WatchContainersRequest, WatchContainersRequest__Output as _voxnix_v1_WatchContainersRequest__Output } from './WatchContainersRequest.ts';

/**
 * The containers of an owner. On the tenant socket `owner` is required in every request and
 * another owner's container is NOT_FOUND. On the admin socket an empty owner means: whoever owns
 * the only container of that name (OWNER_AMBIGUOUS if there are several); a create without an
 * owner belongs to "admin:root".
 */
export interface ContainersClient extends grpc.Client {
  /**
   * Composes, builds, installs and starts a container. The stream ends with the operation's own
   * outcome: OK after `done`, the error after `failed`.
   */
  Create(argument: _voxnix_v1_CreateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Create(argument: _voxnix_v1_CreateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Composes, builds, installs and starts a container. The stream ends with the operation's own
   * outcome: OK after `done`, the error after `failed`.
   */
  create(argument: _voxnix_v1_CreateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  create(argument: _voxnix_v1_CreateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Removes a container. Its workspace goes to the trash (Workspaces.List) for as long as the host
   * keeps that.
   */
  Destroy(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Destroy(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Removes a container. Its workspace goes to the trash (Workspaces.List) for as long as the host
   * keeps that.
   */
  destroy(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  destroy(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Runs a command as root inside the container, without a shell. The last message carries `exit`.
   */
  Exec(argument: _voxnix_v1_ExecRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ExecOutput__Output>;
  Exec(argument: _voxnix_v1_ExecRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ExecOutput__Output>;
  /**
   * Runs a command as root inside the container, without a shell. The last message carries `exit`.
   */
  exec(argument: _voxnix_v1_ExecRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ExecOutput__Output>;
  exec(argument: _voxnix_v1_ExecRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ExecOutput__Output>;
  
  /**
   * The record of a container and what systemd says of it now.
   */
  Get(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  Get(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  Get(argument: _voxnix_v1_GetContainerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  Get(argument: _voxnix_v1_GetContainerRequest, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  /**
   * The record of a container and what systemd says of it now.
   */
  get(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  get(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  get(argument: _voxnix_v1_GetContainerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  get(argument: _voxnix_v1_GetContainerRequest, callback: grpc.requestCallback<_voxnix_v1_Container__Output>): grpc.ClientUnaryCall;
  
  /**
   * The generations of a container that the host still keeps, newest first.
   */
  History(argument: _voxnix_v1_HistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  History(argument: _voxnix_v1_HistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  History(argument: _voxnix_v1_HistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  History(argument: _voxnix_v1_HistoryRequest, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The generations of a container that the host still keeps, newest first.
   */
  history(argument: _voxnix_v1_HistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  history(argument: _voxnix_v1_HistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  history(argument: _voxnix_v1_HistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  history(argument: _voxnix_v1_HistoryRequest, callback: grpc.requestCallback<_voxnix_v1_HistoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A look inside, for finding out what is wrong. Costs commands inside the container; Get does not.
   */
  Inspect(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  Inspect(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  Inspect(argument: _voxnix_v1_GetContainerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  Inspect(argument: _voxnix_v1_GetContainerRequest, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  /**
   * A look inside, for finding out what is wrong. Costs commands inside the container; Get does not.
   */
  inspect(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  inspect(argument: _voxnix_v1_GetContainerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  inspect(argument: _voxnix_v1_GetContainerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  inspect(argument: _voxnix_v1_GetContainerRequest, callback: grpc.requestCallback<_voxnix_v1_Inspection__Output>): grpc.ClientUnaryCall;
  
  /**
   * All containers of the owner, by name. Admin with an empty owner: of all owners.
   */
  List(argument: _voxnix_v1_ListContainersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListContainersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListContainersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListContainersRequest, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * All containers of the owner, by name. Admin with an empty owner: of all owners.
   */
  list(argument: _voxnix_v1_ListContainersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListContainersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListContainersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListContainersRequest, callback: grpc.requestCallback<_voxnix_v1_ListContainersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The container's own journal, oldest first. While it starts or stops, what it puts on its console.
   */
  Logs(argument: _voxnix_v1_LogsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_JournalEntry__Output>;
  Logs(argument: _voxnix_v1_LogsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_JournalEntry__Output>;
  /**
   * The container's own journal, oldest first. While it starts or stops, what it puts on its console.
   */
  logs(argument: _voxnix_v1_LogsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_JournalEntry__Output>;
  logs(argument: _voxnix_v1_LogsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_JournalEntry__Output>;
  
  /**
   * Composes and builds what an update would lead to, and changes nothing: `done.changes` says what would
   * be different.
   */
  Preview(argument: _voxnix_v1_UpdateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Preview(argument: _voxnix_v1_UpdateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Composes and builds what an update would lead to, and changes nothing: `done.changes` says what would
   * be different.
   */
  preview(argument: _voxnix_v1_UpdateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  preview(argument: _voxnix_v1_UpdateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Stops and starts a container; starts it if it was stopped.
   */
  Restart(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Restart(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Stops and starts a container; starts it if it was stopped.
   */
  restart(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  restart(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Brings an earlier generation back, as a new generation.
   */
  Rollback(argument: _voxnix_v1_RollbackRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Rollback(argument: _voxnix_v1_RollbackRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Brings an earlier generation back, as a new generation.
   */
  rollback(argument: _voxnix_v1_RollbackRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  rollback(argument: _voxnix_v1_RollbackRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Changes what a container may take of the host, while it runs and without a restart; modules and packages
   * stay as they are. An UPDATE operation, which makes no new generation.
   */
  SetLimits(argument: _voxnix_v1_SetLimitsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  SetLimits(argument: _voxnix_v1_SetLimitsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Changes what a container may take of the host, while it runs and without a restart; modules and packages
   * stay as they are. An UPDATE operation, which makes no new generation.
   */
  setLimits(argument: _voxnix_v1_SetLimitsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  setLimits(argument: _voxnix_v1_SetLimitsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Starts a stopped container. Starting a running one succeeds and changes nothing.
   */
  Start(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Start(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Starts a stopped container. Starting a running one succeeds and changes nothing.
   */
  start(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  start(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Shuts a container down. Stopping a stopped one succeeds and changes nothing.
   */
  Stop(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Stop(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Shuts a container down. Stopping a stopped one succeeds and changes nothing.
   */
  stop(argument: _voxnix_v1_ChangeContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  stop(argument: _voxnix_v1_ChangeContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Brings a container to another choice of modules and packages: in place where only its system changed,
   * by a restart where the host's part did. If it does not come up well, its old generation is put back
   * and the operation fails with UPDATE_REVERTED. `done.changes` says what is different.
   */
  Update(argument: _voxnix_v1_UpdateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Update(argument: _voxnix_v1_UpdateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Brings a container to another choice of modules and packages: in place where only its system changed,
   * by a restart where the host's part did. If it does not come up well, its old generation is put back
   * and the operation fails with UPDATE_REVERTED. `done.changes` says what is different.
   */
  update(argument: _voxnix_v1_UpdateContainerRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  update(argument: _voxnix_v1_UpdateContainerRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * First the containers of the owner as they are, then every change of a container's state as systemd
   * makes it, until the caller ends the stream.
   */
  Watch(argument: _voxnix_v1_WatchContainersRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ContainerChange__Output>;
  Watch(argument: _voxnix_v1_WatchContainersRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ContainerChange__Output>;
  /**
   * First the containers of the owner as they are, then every change of a container's state as systemd
   * makes it, until the caller ends the stream.
   */
  watch(argument: _voxnix_v1_WatchContainersRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ContainerChange__Output>;
  watch(argument: _voxnix_v1_WatchContainersRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_ContainerChange__Output>;
  
}

/**
 * The containers of an owner. On the tenant socket `owner` is required in every request and
 * another owner's container is NOT_FOUND. On the admin socket an empty owner means: whoever owns
 * the only container of that name (OWNER_AMBIGUOUS if there are several); a create without an
 * owner belongs to "admin:root".
 */
export interface ContainersHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Composes, builds, installs and starts a container. The stream ends with the operation's own
   * outcome: OK after `done`, the error after `failed`.
   */
  Create: grpc.handleServerStreamingCall<_voxnix_v1_CreateContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Removes a container. Its workspace goes to the trash (Workspaces.List) for as long as the host
   * keeps that.
   */
  Destroy: grpc.handleServerStreamingCall<_voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Runs a command as root inside the container, without a shell. The last message carries `exit`.
   */
  Exec: grpc.handleServerStreamingCall<_voxnix_v1_ExecRequest__Output, _voxnix_v1_ExecOutput>;
  
  /**
   * The record of a container and what systemd says of it now.
   */
  Get: grpc.handleUnaryCall<_voxnix_v1_GetContainerRequest__Output, _voxnix_v1_Container>;
  
  /**
   * The generations of a container that the host still keeps, newest first.
   */
  History: grpc.handleUnaryCall<_voxnix_v1_HistoryRequest__Output, _voxnix_v1_HistoryResponse>;
  
  /**
   * A look inside, for finding out what is wrong. Costs commands inside the container; Get does not.
   */
  Inspect: grpc.handleUnaryCall<_voxnix_v1_GetContainerRequest__Output, _voxnix_v1_Inspection>;
  
  /**
   * All containers of the owner, by name. Admin with an empty owner: of all owners.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListContainersRequest__Output, _voxnix_v1_ListContainersResponse>;
  
  /**
   * The container's own journal, oldest first. While it starts or stops, what it puts on its console.
   */
  Logs: grpc.handleServerStreamingCall<_voxnix_v1_LogsRequest__Output, _voxnix_v1_JournalEntry>;
  
  /**
   * Composes and builds what an update would lead to, and changes nothing: `done.changes` says what would
   * be different.
   */
  Preview: grpc.handleServerStreamingCall<_voxnix_v1_UpdateContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Stops and starts a container; starts it if it was stopped.
   */
  Restart: grpc.handleServerStreamingCall<_voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Brings an earlier generation back, as a new generation.
   */
  Rollback: grpc.handleServerStreamingCall<_voxnix_v1_RollbackRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Changes what a container may take of the host, while it runs and without a restart; modules and packages
   * stay as they are. An UPDATE operation, which makes no new generation.
   */
  SetLimits: grpc.handleServerStreamingCall<_voxnix_v1_SetLimitsRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Starts a stopped container. Starting a running one succeeds and changes nothing.
   */
  Start: grpc.handleServerStreamingCall<_voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Shuts a container down. Stopping a stopped one succeeds and changes nothing.
   */
  Stop: grpc.handleServerStreamingCall<_voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Brings a container to another choice of modules and packages: in place where only its system changed,
   * by a restart where the host's part did. If it does not come up well, its old generation is put back
   * and the operation fails with UPDATE_REVERTED. `done.changes` says what is different.
   */
  Update: grpc.handleServerStreamingCall<_voxnix_v1_UpdateContainerRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * First the containers of the owner as they are, then every change of a container's state as systemd
   * makes it, until the caller ends the stream.
   */
  Watch: grpc.handleServerStreamingCall<_voxnix_v1_WatchContainersRequest__Output, _voxnix_v1_ContainerChange>;
  
}

export interface ContainersDefinition extends grpc.ServiceDefinition {
  Create: MethodDefinition<_voxnix_v1_CreateContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_CreateContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Destroy: MethodDefinition<_voxnix_v1_ChangeContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Exec: MethodDefinition<_voxnix_v1_ExecRequest, _voxnix_v1_ExecOutput, _voxnix_v1_ExecRequest__Output, _voxnix_v1_ExecOutput__Output>
  Get: MethodDefinition<_voxnix_v1_GetContainerRequest, _voxnix_v1_Container, _voxnix_v1_GetContainerRequest__Output, _voxnix_v1_Container__Output>
  History: MethodDefinition<_voxnix_v1_HistoryRequest, _voxnix_v1_HistoryResponse, _voxnix_v1_HistoryRequest__Output, _voxnix_v1_HistoryResponse__Output>
  Inspect: MethodDefinition<_voxnix_v1_GetContainerRequest, _voxnix_v1_Inspection, _voxnix_v1_GetContainerRequest__Output, _voxnix_v1_Inspection__Output>
  List: MethodDefinition<_voxnix_v1_ListContainersRequest, _voxnix_v1_ListContainersResponse, _voxnix_v1_ListContainersRequest__Output, _voxnix_v1_ListContainersResponse__Output>
  Logs: MethodDefinition<_voxnix_v1_LogsRequest, _voxnix_v1_JournalEntry, _voxnix_v1_LogsRequest__Output, _voxnix_v1_JournalEntry__Output>
  Preview: MethodDefinition<_voxnix_v1_UpdateContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_UpdateContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Restart: MethodDefinition<_voxnix_v1_ChangeContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Rollback: MethodDefinition<_voxnix_v1_RollbackRequest, _voxnix_v1_OperationEvent, _voxnix_v1_RollbackRequest__Output, _voxnix_v1_OperationEvent__Output>
  SetLimits: MethodDefinition<_voxnix_v1_SetLimitsRequest, _voxnix_v1_OperationEvent, _voxnix_v1_SetLimitsRequest__Output, _voxnix_v1_OperationEvent__Output>
  Start: MethodDefinition<_voxnix_v1_ChangeContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Stop: MethodDefinition<_voxnix_v1_ChangeContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_ChangeContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Update: MethodDefinition<_voxnix_v1_UpdateContainerRequest, _voxnix_v1_OperationEvent, _voxnix_v1_UpdateContainerRequest__Output, _voxnix_v1_OperationEvent__Output>
  Watch: MethodDefinition<_voxnix_v1_WatchContainersRequest, _voxnix_v1_ContainerChange, _voxnix_v1_WatchContainersRequest__Output, _voxnix_v1_ContainerChange__Output>
}
