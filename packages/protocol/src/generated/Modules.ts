// Original file: proto/voxnix/v1/modules.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListModulesRequest as _voxnix_v1_ListModulesRequest, ListModulesRequest__Output as _voxnix_v1_ListModulesRequest__Output } from './ListModulesRequest.ts';
import type { ListModulesResponse as _voxnix_v1_ListModulesResponse, ListModulesResponse__Output as _voxnix_v1_ListModulesResponse__Output } from './ListModulesResponse.ts';

/**
 * The building blocks that containers are made of.
 */
export interface ModulesClient extends grpc.Client {
  /**
   * The whole catalogue, by name.
   */
  List(argument: _voxnix_v1_ListModulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListModulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListModulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListModulesRequest, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The whole catalogue, by name.
   */
  list(argument: _voxnix_v1_ListModulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListModulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListModulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListModulesRequest, callback: grpc.requestCallback<_voxnix_v1_ListModulesResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The building blocks that containers are made of.
 */
export interface ModulesHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The whole catalogue, by name.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListModulesRequest__Output, _voxnix_v1_ListModulesResponse>;
  
}

export interface ModulesDefinition extends grpc.ServiceDefinition {
  List: MethodDefinition<_voxnix_v1_ListModulesRequest, _voxnix_v1_ListModulesResponse, _voxnix_v1_ListModulesRequest__Output, _voxnix_v1_ListModulesResponse__Output>
}
