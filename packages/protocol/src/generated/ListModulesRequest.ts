// Original file: proto/voxnix/v1/modules.proto


export interface ListModulesRequest {
}

export interface ListModulesRequest__Output {
}
