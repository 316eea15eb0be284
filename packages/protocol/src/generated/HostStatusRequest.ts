// Original file: proto/voxnix/v1/host.proto


export interface HostStatusRequest {
}

export interface HostStatusRequest__Output {
}
