// Original file: proto/voxnix/v1/operations.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelOperationRequest as _voxnix_v1_CancelOperationRequest, CancelOperationRequest__Output as _voxnix_v1_CancelOperationRequest__Output } from './CancelOperationRequest.ts';
import type { ListOperationsRequest as _voxnix_v1_ListOperationsRequest, ListOperationsRequest__Output as _voxnix_v1_ListOperationsRequest__Output } from './ListOperationsRequest.ts';
import type { ListOperationsResponse as _voxnix_v1_ListOperationsResponse, ListOperationsResponse__Output as _voxnix_v1_ListOperationsResponse__Output } from './ListOperationsResponse.ts';
import type { Operation as _voxnix_v1_Operation, Operation__Output as _voxnix_v1_Operation__Output } from './Operation.ts';
import type { OperationEvent as _voxnix_v1_OperationEvent, OperationEvent__Output as _voxnix_v1_OperationEvent__Output } from './OperationEvent.ts';
import type { WatchOperationRequest as _voxnix_v1_WatchOperationRequest, WatchOperationRequest__Output as _voxnix_v1_WatchOperationRequest__Output } from './WatchOperationRequest.ts';

/**
 * Long-running changes. An operation outlives the stream that began it.
 */
export interface OperationsClient extends grpc.Client {
  /**
   * Asks the operation to end and waits until what it had begun is undone. Cancelling an ended
   * operation changes nothing and returns it.
   */
  Cancel(argument: _voxnix_v1_CancelOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _voxnix_v1_CancelOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _voxnix_v1_CancelOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  Cancel(argument: _voxnix_v1_CancelOperationRequest, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  /**
   * Asks the operation to end and waits until what it had begun is undone. Cancelling an ended
   * operation changes nothing and returns it.
   */
  cancel(argument: _voxnix_v1_CancelOperationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  cancel(argument: _voxnix_v1_CancelOperationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  cancel(argument: _voxnix_v1_CancelOperationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  cancel(argument: _voxnix_v1_CancelOperationRequest, callback: grpc.requestCallback<_voxnix_v1_Operation__Output>): grpc.ClientUnaryCall;
  
  /**
   * The operations of an owner, newest first: those under way, and the recently ended ones
   * that the executor still remembers.
   */
  List(argument: _voxnix_v1_ListOperationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListOperationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListOperationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListOperationsRequest, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The operations of an owner, newest first: those under way, and the recently ended ones
   * that the executor still remembers.
   */
  list(argument: _voxnix_v1_ListOperationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListOperationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListOperationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListOperationsRequest, callback: grpc.requestCallback<_voxnix_v1_ListOperationsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * All events of an operation from its first one, then live until it ends. The stream ends with
   * OK after `done` or `failed`: watching a failed operation is not a failure of the watch.
   */
  Watch(argument: _voxnix_v1_WatchOperationRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Watch(argument: _voxnix_v1_WatchOperationRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * All events of an operation from its first one, then live until it ends. The stream ends with
   * OK after `done` or `failed`: watching a failed operation is not a failure of the watch.
   */
  watch(argument: _voxnix_v1_WatchOperationRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  watch(argument: _voxnix_v1_WatchOperationRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
}

/**
 * Long-running changes. An operation outlives the stream that began it.
 */
export interface OperationsHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Asks the operation to end and waits until what it had begun is undone. Cancelling an ended
   * operation changes nothing and returns it.
   */
  Cancel: grpc.handleUnaryCall<_voxnix_v1_CancelOperationRequest__Output, _voxnix_v1_Operation>;
  
  /**
   * The operations of an owner, newest first: those under way, and the recently ended ones
   * that the executor still remembers.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListOperationsRequest__Output, _voxnix_v1_ListOperationsResponse>;
  
  /**
   * All events of an operation from its first one, then live until it ends. The stream ends with
   * OK after `done` or `failed`: watching a failed operation is not a failure of the watch.
   */
  Watch: grpc.handleServerStreamingCall<_voxnix_v1_WatchOperationRequest__Output, _voxnix_v1_OperationEvent>;
  
}

export interface OperationsDefinition extends grpc.ServiceDefinition {
  Cancel: MethodDefinition<_voxnix_v1_CancelOperationRequest, _voxnix_v1_Operation, _voxnix_v1_CancelOperationRequest__Output, _voxnix_v1_Operation__Output>
  List: MethodDefinition<_voxnix_v1_ListOperationsRequest, _voxnix_v1_ListOperationsResponse, _voxnix_v1_ListOperationsRequest__Output, _voxnix_v1_ListOperationsResponse__Output>
  Watch: MethodDefinition<_voxnix_v1_WatchOperationRequest, _voxnix_v1_OperationEvent, _voxnix_v1_WatchOperationRequest__Output, _voxnix_v1_OperationEvent__Output>
}
