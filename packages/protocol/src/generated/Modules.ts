// Original file: proto/voxnix/v1/modules.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { FindPackagesRequest as _voxnix_v1_FindPackagesRequest, FindPackagesRequest__Output as _voxnix_v1_FindPackagesRequest__Output } from './FindPackagesRequest.ts';
import type { FindPackagesResponse as _voxnix_v1_FindPackagesResponse, FindPackagesResponse__Output as _voxnix_v1_FindPackagesResponse__Output } from './FindPackagesResponse.ts';
import type { ListModulesRequest as _voxnix_v1_ListModulesRequest, ListModulesRequest__Output as _voxnix_v1_ListModulesRequest__Output } from './ListModulesRequest.ts';
import type { ListModulesResponse as _voxnix_v1_ListModulesResponse, ListModulesResponse__Output as _voxnix_v1_ListModulesResponse__Output } from './ListModulesResponse.ts';

/**
 * The building blocks that containers are made of.
 */
export interface ModulesClient extends grpc.Client {
  /**
   * Packages of nixpkgs whose attribute name is near to the query, best first.
   */
  FindPackages(argument: _voxnix_v1_FindPackagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  FindPackages(argument: _voxnix_v1_FindPackagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  FindPackages(argument: _voxnix_v1_FindPackagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  FindPackages(argument: _voxnix_v1_FindPackagesRequest, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Packages of nixpkgs whose attribute name is near to the query, best first.
   */
  findPackages(argument: _voxnix_v1_FindPackagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  findPackages(argument: _voxnix_v1_FindPackagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  findPackages(argument: _voxnix_v1_FindPackagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  findPackages(argument: _voxnix_v1_FindPackagesRequest, callback: grpc.requestCallback<_voxnix_v1_FindPackagesResponse__Output>): grpc.ClientUnaryCall;
  
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
   * Packages of nixpkgs whose attribute name is near to the query, best first.
   */
  FindPackages: grpc.handleUnaryCall<_voxnix_v1_FindPackagesRequest__Output, _voxnix_v1_FindPackagesResponse>;
  
  /**
   * The whole catalogue, by name.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListModulesRequest__Output, _voxnix_v1_ListModulesResponse>;
  
}

export interface ModulesDefinition extends grpc.ServiceDefinition {
  FindPackages: MethodDefinition<_voxnix_v1_FindPackagesRequest, _voxnix_v1_FindPackagesResponse, _voxnix_v1_FindPackagesRequest__Output, _voxnix_v1_FindPackagesResponse__Output>
  List: MethodDefinition<_voxnix_v1_ListModulesRequest, _voxnix_v1_ListModulesResponse, _voxnix_v1_ListModulesRequest__Output, _voxnix_v1_ListModulesResponse__Output>
}
