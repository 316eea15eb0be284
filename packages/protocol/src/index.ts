export { type CallOptions, connectExecutor, type ExecutorClient } from "./client.ts";
export { serviceOf, services } from "./definition.ts";
export {
  type ErrorFacts,
  fromDetail,
  fromStatus,
  isReason,
  type Reason,
  toDetail,
  toStatus,
  VoxnixError,
} from "./errors.ts";
export { parseField } from "./fields.ts";
export type * from "./generated/messages.ts";
export type { Health } from "./health.ts";
export { introspect } from "./introspection.ts";
export {
  ContainerName,
  containerNameRule,
  OwnerId,
  ownerIdRule,
  RequestId,
  requestIdRule,
} from "./names.ts";
export { nearest } from "./nearest.ts";
export {
  type CallContext,
  type Implementation,
  type ServingOptions,
  serve,
  servedDefinition,
  serviceDefinition,
} from "./server.ts";
