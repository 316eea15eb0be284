// The messages and handler types of the contract under their own names: what one receives, and with
// the ending `Input` what one may send (every field optional).
export type {
  AuditEntry as AuditEntryInput,
  AuditEntry__Output as AuditEntry,
} from "./generated/AuditEntry.ts";
export type {
  AuditRequest as AuditRequestInput,
  AuditRequest__Output as AuditRequest,
} from "./generated/AuditRequest.ts";
export type { BusyWith as BusyWithInput, BusyWith__Output as BusyWith } from "./generated/BusyWith.ts";
export type {
  CancelOperationRequest as CancelOperationRequestInput,
  CancelOperationRequest__Output as CancelOperationRequest,
} from "./generated/CancelOperationRequest.ts";
export type {
  ChangeContainerRequest as ChangeContainerRequestInput,
  ChangeContainerRequest__Output as ChangeContainerRequest,
} from "./generated/ChangeContainerRequest.ts";
export type { Changes as ChangesInput, Changes__Output as Changes } from "./generated/Changes.ts";
export type { Container as ContainerInput, Container__Output as Container } from "./generated/Container.ts";
export type {
  ContainerChange as ContainerChangeInput,
  ContainerChange__Output as ContainerChange,
} from "./generated/ContainerChange.ts";
export type {
  ContainerSpec as ContainerSpecInput,
  ContainerSpec__Output as ContainerSpec,
} from "./generated/ContainerSpec.ts";
export type { ContainerState__Output as ContainerState } from "./generated/ContainerState.ts";
export type { ContainersHandlers } from "./generated/Containers.ts";
export type { CopyKind__Output as CopyKind } from "./generated/CopyKind.ts";
export type {
  CreateContainerRequest as CreateContainerRequestInput,
  CreateContainerRequest__Output as CreateContainerRequest,
} from "./generated/CreateContainerRequest.ts";
export type {
  DiscardWorkspaceRequest as DiscardWorkspaceRequestInput,
  DiscardWorkspaceRequest__Output as DiscardWorkspaceRequest,
} from "./generated/DiscardWorkspaceRequest.ts";
export type {
  DiscardWorkspaceResponse as DiscardWorkspaceResponseInput,
  DiscardWorkspaceResponse__Output as DiscardWorkspaceResponse,
} from "./generated/DiscardWorkspaceResponse.ts";
export type {
  Drift as DriftInput,
  Drift__Output as Drift,
} from "./generated/Drift.ts";
export type {
  ErrorDetail as ErrorDetailInput,
  ErrorDetail__Output as ErrorDetail,
} from "./generated/ErrorDetail.ts";
export type { ErrorReason__Output as ErrorReason } from "./generated/ErrorReason.ts";
export type { ExecExit as ExecExitInput, ExecExit__Output as ExecExit } from "./generated/ExecExit.ts";
export type {
  ExecOutput as ExecOutputInput,
  ExecOutput__Output as ExecOutput,
} from "./generated/ExecOutput.ts";
export type {
  ExecRequest as ExecRequestInput,
  ExecRequest__Output as ExecRequest,
} from "./generated/ExecRequest.ts";
export type {
  FailedUnit as FailedUnitInput,
  FailedUnit__Output as FailedUnit,
} from "./generated/FailedUnit.ts";
export type {
  FindPackagesRequest as FindPackagesRequestInput,
  FindPackagesRequest__Output as FindPackagesRequest,
} from "./generated/FindPackagesRequest.ts";
export type {
  FindPackagesResponse as FindPackagesResponseInput,
  FindPackagesResponse__Output as FindPackagesResponse,
} from "./generated/FindPackagesResponse.ts";
export type {
  Generation as GenerationInput,
  Generation__Output as Generation,
} from "./generated/Generation.ts";
export type {
  GetContainerRequest as GetContainerRequestInput,
  GetContainerRequest__Output as GetContainerRequest,
} from "./generated/GetContainerRequest.ts";
export type {
  HistoryRequest as HistoryRequestInput,
  HistoryRequest__Output as HistoryRequest,
} from "./generated/HistoryRequest.ts";
export type {
  HistoryResponse as HistoryResponseInput,
  HistoryResponse__Output as HistoryResponse,
} from "./generated/HistoryResponse.ts";
export type { HostHandlers } from "./generated/Host.ts";
export type { HostCheck as HostCheckInput, HostCheck__Output as HostCheck } from "./generated/HostCheck.ts";
export type {
  HostStatus as HostStatusInput,
  HostStatus__Output as HostStatus,
} from "./generated/HostStatus.ts";
export type {
  HostStatusRequest as HostStatusRequestInput,
  HostStatusRequest__Output as HostStatusRequest,
} from "./generated/HostStatusRequest.ts";
export type { Image as ImageInput, Image__Output as Image } from "./generated/Image.ts";
export type { ImagesHandlers } from "./generated/Images.ts";
export type {
  Inspection as InspectionInput,
  Inspection__Output as Inspection,
} from "./generated/Inspection.ts";
export type {
  JournalEntry as JournalEntryInput,
  JournalEntry__Output as JournalEntry,
} from "./generated/JournalEntry.ts";
export type {
  Limits as LimitsInput,
  Limits__Output as Limits,
} from "./generated/Limits.ts";
export type {
  ListContainersRequest as ListContainersRequestInput,
  ListContainersRequest__Output as ListContainersRequest,
} from "./generated/ListContainersRequest.ts";
export type {
  ListContainersResponse as ListContainersResponseInput,
  ListContainersResponse__Output as ListContainersResponse,
} from "./generated/ListContainersResponse.ts";
export type {
  ListImagesRequest as ListImagesRequestInput,
  ListImagesRequest__Output as ListImagesRequest,
} from "./generated/ListImagesRequest.ts";
export type {
  ListImagesResponse as ListImagesResponseInput,
  ListImagesResponse__Output as ListImagesResponse,
} from "./generated/ListImagesResponse.ts";
export type {
  ListModulesRequest as ListModulesRequestInput,
  ListModulesRequest__Output as ListModulesRequest,
} from "./generated/ListModulesRequest.ts";
export type {
  ListModulesResponse as ListModulesResponseInput,
  ListModulesResponse__Output as ListModulesResponse,
} from "./generated/ListModulesResponse.ts";
export type {
  ListOperationsRequest as ListOperationsRequestInput,
  ListOperationsRequest__Output as ListOperationsRequest,
} from "./generated/ListOperationsRequest.ts";
export type {
  ListOperationsResponse as ListOperationsResponseInput,
  ListOperationsResponse__Output as ListOperationsResponse,
} from "./generated/ListOperationsResponse.ts";
export type {
  ListSecretsRequest as ListSecretsRequestInput,
  ListSecretsRequest__Output as ListSecretsRequest,
} from "./generated/ListSecretsRequest.ts";
export type {
  ListSecretsResponse as ListSecretsResponseInput,
  ListSecretsResponse__Output as ListSecretsResponse,
} from "./generated/ListSecretsResponse.ts";
export type {
  ListWorkspacesRequest as ListWorkspacesRequestInput,
  ListWorkspacesRequest__Output as ListWorkspacesRequest,
} from "./generated/ListWorkspacesRequest.ts";
export type {
  ListWorkspacesResponse as ListWorkspacesResponseInput,
  ListWorkspacesResponse__Output as ListWorkspacesResponse,
} from "./generated/ListWorkspacesResponse.ts";
export type { LogLine as LogLineInput, LogLine__Output as LogLine } from "./generated/LogLine.ts";
export type {
  LogsRequest as LogsRequestInput,
  LogsRequest__Output as LogsRequest,
} from "./generated/LogsRequest.ts";
export type { Module as ModuleInput, Module__Output as Module } from "./generated/Module.ts";
export type {
  ModuleChoice as ModuleChoiceInput,
  ModuleChoice__Output as ModuleChoice,
} from "./generated/ModuleChoice.ts";
export type {
  ModuleFact as ModuleFactInput,
  ModuleFact__Output as ModuleFact,
} from "./generated/ModuleFact.ts";
export type {
  ModulePort as ModulePortInput,
  ModulePort__Output as ModulePort,
} from "./generated/ModulePort.ts";
export type { ModulesHandlers } from "./generated/Modules.ts";
export type {
  NetworkAddress as NetworkAddressInput,
  NetworkAddress__Output as NetworkAddress,
} from "./generated/NetworkAddress.ts";
export type { Operation as OperationInput, Operation__Output as Operation } from "./generated/Operation.ts";
export type {
  OperationAccepted as OperationAcceptedInput,
  OperationAccepted__Output as OperationAccepted,
} from "./generated/OperationAccepted.ts";
export type {
  OperationDone as OperationDoneInput,
  OperationDone__Output as OperationDone,
} from "./generated/OperationDone.ts";
export type {
  OperationEvent as OperationEventInput,
  OperationEvent__Output as OperationEvent,
} from "./generated/OperationEvent.ts";
export type { OperationKind__Output as OperationKind } from "./generated/OperationKind.ts";
export type { OperationState__Output as OperationState } from "./generated/OperationState.ts";
export type { OperationsHandlers } from "./generated/Operations.ts";
export type {
  PackageChange as PackageChangeInput,
  PackageChange__Output as PackageChange,
} from "./generated/PackageChange.ts";
export type { Phase__Output as Phase } from "./generated/Phase.ts";
export type {
  PhaseBegun as PhaseBegunInput,
  PhaseBegun__Output as PhaseBegun,
} from "./generated/PhaseBegun.ts";
export type {
  PrebuildImageRequest as PrebuildImageRequestInput,
  PrebuildImageRequest__Output as PrebuildImageRequest,
} from "./generated/PrebuildImageRequest.ts";
export type { Progress as ProgressInput, Progress__Output as Progress } from "./generated/Progress.ts";
export type {
  ReconcileRequest as ReconcileRequestInput,
  ReconcileRequest__Output as ReconcileRequest,
} from "./generated/ReconcileRequest.ts";
export type {
  ReconcileResponse as ReconcileResponseInput,
  ReconcileResponse__Output as ReconcileResponse,
} from "./generated/ReconcileResponse.ts";
export type {
  RemoveImageRequest as RemoveImageRequestInput,
  RemoveImageRequest__Output as RemoveImageRequest,
} from "./generated/RemoveImageRequest.ts";
export type {
  RemoveImageResponse as RemoveImageResponseInput,
  RemoveImageResponse__Output as RemoveImageResponse,
} from "./generated/RemoveImageResponse.ts";
export type {
  RemoveSecretRequest as RemoveSecretRequestInput,
  RemoveSecretRequest__Output as RemoveSecretRequest,
} from "./generated/RemoveSecretRequest.ts";
export type {
  RestoreWorkspaceRequest as RestoreWorkspaceRequestInput,
  RestoreWorkspaceRequest__Output as RestoreWorkspaceRequest,
} from "./generated/RestoreWorkspaceRequest.ts";
export type {
  RollbackRequest as RollbackRequestInput,
  RollbackRequest__Output as RollbackRequest,
} from "./generated/RollbackRequest.ts";
export type { Secret as SecretInput, Secret__Output as Secret } from "./generated/Secret.ts";
export type { SecretsHandlers } from "./generated/Secrets.ts";
export type {
  SetLimitsRequest as SetLimitsRequestInput,
  SetLimitsRequest__Output as SetLimitsRequest,
} from "./generated/SetLimitsRequest.ts";
export type {
  SetSecretRequest as SetSecretRequestInput,
  SetSecretRequest__Output as SetSecretRequest,
} from "./generated/SetSecretRequest.ts";
export type { Setting as SettingInput, Setting__Output as Setting } from "./generated/Setting.ts";
export type { SettingType__Output as SettingType } from "./generated/SettingType.ts";
export type {
  SettingValue as SettingValueInput,
  SettingValue__Output as SettingValue,
} from "./generated/SettingValue.ts";
export type {
  SnapshotWorkspaceRequest as SnapshotWorkspaceRequestInput,
  SnapshotWorkspaceRequest__Output as SnapshotWorkspaceRequest,
} from "./generated/SnapshotWorkspaceRequest.ts";
export type { TextList as TextListInput, TextList__Output as TextList } from "./generated/TextList.ts";
export type { TextMap as TextMapInput, TextMap__Output as TextMap } from "./generated/TextMap.ts";
export type {
  UnitJournalRequest as UnitJournalRequestInput,
  UnitJournalRequest__Output as UnitJournalRequest,
} from "./generated/UnitJournalRequest.ts";
export type {
  UnitJournalResponse as UnitJournalResponseInput,
  UnitJournalResponse__Output as UnitJournalResponse,
} from "./generated/UnitJournalResponse.ts";
export type {
  UpdateContainerRequest as UpdateContainerRequestInput,
  UpdateContainerRequest__Output as UpdateContainerRequest,
} from "./generated/UpdateContainerRequest.ts";
export type {
  WatchContainersRequest as WatchContainersRequestInput,
  WatchContainersRequest__Output as WatchContainersRequest,
} from "./generated/WatchContainersRequest.ts";
export type {
  WatchOperationRequest as WatchOperationRequestInput,
  WatchOperationRequest__Output as WatchOperationRequest,
} from "./generated/WatchOperationRequest.ts";
export type { Workspace as WorkspaceInput, Workspace__Output as Workspace } from "./generated/Workspace.ts";
export type {
  WorkspaceCopy as WorkspaceCopyInput,
  WorkspaceCopy__Output as WorkspaceCopy,
} from "./generated/WorkspaceCopy.ts";
export type { WorkspacesHandlers } from "./generated/Workspaces.ts";
