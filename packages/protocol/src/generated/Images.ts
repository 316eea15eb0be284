// Original file: proto/voxnix/v1/images.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListImagesRequest as _voxnix_v1_ListImagesRequest, ListImagesRequest__Output as _voxnix_v1_ListImagesRequest__Output } from './ListImagesRequest.ts';
import type { ListImagesResponse as _voxnix_v1_ListImagesResponse, ListImagesResponse__Output as _voxnix_v1_ListImagesResponse__Output } from './ListImagesResponse.ts';
import type { OperationEvent as _voxnix_v1_OperationEvent, OperationEvent__Output as _voxnix_v1_OperationEvent__Output } from './OperationEvent.ts';
import type { PrebuildImageRequest as _voxnix_v1_PrebuildImageRequest, PrebuildImageRequest__Output as _voxnix_v1_PrebuildImageRequest__Output } from './PrebuildImageRequest.ts';
import type { RemoveImageRequest as _voxnix_v1_RemoveImageRequest, RemoveImageRequest__Output as _voxnix_v1_RemoveImageRequest__Output } from './RemoveImageRequest.ts';
import type { RemoveImageResponse as _voxnix_v1_RemoveImageResponse, RemoveImageResponse__Output as _voxnix_v1_RemoveImageResponse__Output } from './RemoveImageResponse.ts';

/**
 * The systems that are built already. A container of a known image is created without evaluating anything.
 */
export interface ImagesClient extends grpc.Client {
  /**
   * Newest first. A tenant sees those that their own containers use or can go back to.
   */
  List(argument: _voxnix_v1_ListImagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListImagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListImagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  List(argument: _voxnix_v1_ListImagesRequest, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Newest first. A tenant sees those that their own containers use or can go back to.
   */
  list(argument: _voxnix_v1_ListImagesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListImagesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListImagesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  list(argument: _voxnix_v1_ListImagesRequest, callback: grpc.requestCallback<_voxnix_v1_ListImagesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Admin. Builds the image of a set before anybody asks for it.
   */
  Prebuild(argument: _voxnix_v1_PrebuildImageRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  Prebuild(argument: _voxnix_v1_PrebuildImageRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  /**
   * Admin. Builds the image of a set before anybody asks for it.
   */
  prebuild(argument: _voxnix_v1_PrebuildImageRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  prebuild(argument: _voxnix_v1_PrebuildImageRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_voxnix_v1_OperationEvent__Output>;
  
  /**
   * Admin. Forgets an image, so that Nix can collect it. IN_USE while a container runs it, can go back to
   * it, or the host's configuration names it.
   */
  Remove(argument: _voxnix_v1_RemoveImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  Remove(argument: _voxnix_v1_RemoveImageRequest, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Admin. Forgets an image, so that Nix can collect it. IN_USE while a container runs it, can go back to
   * it, or the host's configuration names it.
   */
  remove(argument: _voxnix_v1_RemoveImageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveImageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveImageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  remove(argument: _voxnix_v1_RemoveImageRequest, callback: grpc.requestCallback<_voxnix_v1_RemoveImageResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The systems that are built already. A container of a known image is created without evaluating anything.
 */
export interface ImagesHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Newest first. A tenant sees those that their own containers use or can go back to.
   */
  List: grpc.handleUnaryCall<_voxnix_v1_ListImagesRequest__Output, _voxnix_v1_ListImagesResponse>;
  
  /**
   * Admin. Builds the image of a set before anybody asks for it.
   */
  Prebuild: grpc.handleServerStreamingCall<_voxnix_v1_PrebuildImageRequest__Output, _voxnix_v1_OperationEvent>;
  
  /**
   * Admin. Forgets an image, so that Nix can collect it. IN_USE while a container runs it, can go back to
   * it, or the host's configuration names it.
   */
  Remove: grpc.handleUnaryCall<_voxnix_v1_RemoveImageRequest__Output, _voxnix_v1_RemoveImageResponse>;
  
}

export interface ImagesDefinition extends grpc.ServiceDefinition {
  List: MethodDefinition<_voxnix_v1_ListImagesRequest, _voxnix_v1_ListImagesResponse, _voxnix_v1_ListImagesRequest__Output, _voxnix_v1_ListImagesResponse__Output>
  Prebuild: MethodDefinition<_voxnix_v1_PrebuildImageRequest, _voxnix_v1_OperationEvent, _voxnix_v1_PrebuildImageRequest__Output, _voxnix_v1_OperationEvent__Output>
  Remove: MethodDefinition<_voxnix_v1_RemoveImageRequest, _voxnix_v1_RemoveImageResponse, _voxnix_v1_RemoveImageRequest__Output, _voxnix_v1_RemoveImageResponse__Output>
}
