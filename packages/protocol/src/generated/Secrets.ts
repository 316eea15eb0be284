// Original file: proto/voxnix/v1/secrets.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListSecretsRequest as _voxnix_v1_ListSecretsRequest, ListSecretsRequest__Output as _voxnix_v1_ListSecretsRequest__Output } from './ListSecretsRequest.ts';
import type { ListSecretsResponse as _voxnix_v1_ListSecretsResponse, ListSecretsResponse__Output as _voxnix_v1_ListSecretsResponse__Output } from './ListSecretsResponse.ts';
import type { RemoveSecretRequest as _voxnix_v1_RemoveSecretRequest, RemoveSecretRequest__Output as _voxnix_v1_RemoveSecretRequest__Output } from './RemoveSecretRequest.ts';
import type { Secret as _voxnix_v1_Secret, Secret__Output as _voxnix_v1_Secret__Output } from './Secret.ts';
import type { SetSecretRequest as _voxnix_v1_SetSecretRequest, SetSecretRequest__Output as _voxnix_v1_SetSecretRequest__Output } from './SetSecretRequest.ts';

/**
 * Values that containers need and nobody else may see: keys, tokens, passwords. A spec names a secret in a
 * setting of type SECRET; the value goes from the executor's state straight to the container as a systemd
 * credential. No call gives a value back.
 */
export interface SecretsClient extends grpc.Client {
  /**
   * The owner's secrets by name.
   */
  List(argument: _voxnix_v1_ListSecretsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListSecretsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListSecretsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListSecretsRequest, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The owner's secrets by name.
   */
  list(argument: _voxnix_v1_ListSecretsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListSecretsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListSecretsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListSecretsRequest, callback: grpc.requestCallback<_voxnix_v1_ListSecretsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Forgets a secret. IN_USE while a container's configuration names it.
   */
  Remove(argument: _voxnix_v1_RemoveSecretRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveSecretRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveSecretRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveSecretRequest, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  /**
   * Forgets a secret. IN_USE while a container's configuration names it.
   */
  remove(argument: _voxnix_v1_RemoveSecretRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveSecretRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveSecretRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveSecretRequest, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets or replaces a secret. Containers that use it see the new value at their next start.
   */
  Set(argument: _voxnix_v1_SetSecretRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Set(argument: _voxnix_v1_SetSecretRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Set(argument: _voxnix_v1_SetSecretRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  Set(argument: _voxnix_v1_SetSecretRequest, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  /**
   * Sets or replaces a secret. Containers that use it see the new value at their next start.
   */
  set(argument: _voxnix_v1_SetSecretRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  set(argument: _voxnix_v1_SetSecretRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  set(argument: _voxnix_v1_SetSecretRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  set(argument: _voxnix_v1_SetSecretRequest, callback: grpc.requestCallback<_voxnix_v1_Secret__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Values that containers need and nobody else may see: keys, tokens, passwords. A spec names a secret in a
 * setting of type SECRET; the value goes from the executor's state straight to the container as a systemd
 * credential. No call gives a value back.
 */
export interface SecretsHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The owner's secrets by name.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListSecretsRequest__Output, _voxnix_v1_ListSecretsResponse>;
  
  /**
   * Forgets a secret. IN_USE while a container's configuration names it.
   */
  Remove: grpc.handleUnaryCall<_voxnix_v1_RemoveSecretRequest__Output, _voxnix_v1_Secret>;
  
  /**
   * Sets or replaces a secret. Containers that use it see the new value at their next start.
   */
  Set: grpc.handleUnaryCall<_voxnix_v1_SetSecretRequest__Output, _voxnix_v1_Secret>;
  
}

export interface SecretsDefinition extends grpc.ServiceDefinition {
  List: MethodDefinition<_voxnix_v1_ListSecretsRequest, _voxnix_v1_ListSecretsResponse, _voxnix_v1_ListSecretsRequest__Output, _voxnix_v1_ListSecretsResponse__Output>
  Remove: MethodDefinition<_voxnix_v1_RemoveSecretRequest, _voxnix_v1_Secret, _voxnix_v1_RemoveSecretRequest__Output, _voxnix_v1_Secret__Output>
  Set: MethodDefinition<_voxnix_v1_SetSecretRequest, _voxnix_v1_Secret, _voxnix_v1_SetSecretRequest__Output, _voxnix_v1_Secret__Output>
}
