// The messages and handler types of the contract under their own names: what one receives, and with
// the ending `Input` what one may send (every field optional).
export type { BusyWith as BusyWithInput, BusyWith__Output as BusyWith } from "./generated/BusyWith.ts";
export type {
  CancelOperationRequest as CancelOperationRequestInput,
  CancelOperationRequest__Output as CancelOperationRequest,
} from "./generated/CancelOperationRequest.ts";
export type {
  ChangeContainerRequest as ChangeContainerRequestInput,
  ChangeContainerRequest__Output as ChangeContainerRequest,
} from "./generated/ChangeContainerRequest.ts";
export type { Container as ContainerInput, Container__Output as Container } from "./generated/Container.ts";
export type {
  ContainerSpec as ContainerSpecInput,
  ContainerSpec__Output as ContainerSpec,
} from "./generated/ContainerSpec.ts";
export type { ContainerState__Output as ContainerState } from "./generated/ContainerState.ts";
export type { ContainersHandlers } from "./generated/Containers.ts";
export type {
  CreateContainerRequest as CreateContainerRequestInput,
  CreateContainerRequest__Output as CreateContainerRequest,
} from "./generated/CreateContainerRequest.ts";
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
  GetContainerRequest as GetContainerRequestInput,
  GetContainerRequest__Output as GetContainerRequest,
} from "./generated/GetContainerRequest.ts";
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
export type {
  JournalEntry as JournalEntryInput,
  JournalEntry__Output as JournalEntry,
} from "./generated/JournalEntry.ts";
export type {
  ListContainersRequest as ListContainersRequestInput,
  ListContainersRequest__Output as ListContainersRequest,
} from "./generated/ListContainersRequest.ts";
export type {
  ListContainersResponse as ListContainersResponseInput,
  ListContainersResponse__Output as ListContainersResponse,
} from "./generated/ListContainersResponse.ts";
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
export type { ModulesHandlers } from "./generated/Modules.ts";
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
export type { Phase__Output as Phase } from "./generated/Phase.ts";
export type {
  PhaseBegun as PhaseBegunInput,
  PhaseBegun__Output as PhaseBegun,
} from "./generated/PhaseBegun.ts";
export type { Progress as ProgressInput, Progress__Output as Progress } from "./generated/Progress.ts";
export type { Setting as SettingInput, Setting__Output as Setting } from "./generated/Setting.ts";
export type { SettingType__Output as SettingType } from "./generated/SettingType.ts";
export type {
  SettingValue as SettingValueInput,
  SettingValue__Output as SettingValue,
} from "./generated/SettingValue.ts";
export type { TextList as TextListInput, TextList__Output as TextList } from "./generated/TextList.ts";
export type {
  WatchOperationRequest as WatchOperationRequestInput,
  WatchOperationRequest__Output as WatchOperationRequest,
} from "./generated/WatchOperationRequest.ts";
