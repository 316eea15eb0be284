export { changesText } from "./changes-text.ts";
export { createExecutor } from "./client.ts";
export {
  containerDetails,
  containersBrief,
  containersText,
  containerText,
  settingText,
} from "./container-text.ts";
export { errorText } from "./error-text.ts";
export type { CommandResult, Executor, LogSlice, RunOptions } from "./executor.ts";
export { followUp, type OperationBegun } from "./follow-up.ts";
export { historyText } from "./history-text.ts";
export { hostText } from "./host-text.ts";
export { imagesText } from "./images-text.ts";
export { inspectionText } from "./inspection-text.ts";
export { journalText } from "./journal-text.ts";
export { limitsText } from "./limits-text.ts";
export { operationLogText } from "./log-text.ts";
export { moduleText, settingTypes } from "./module-text.ts";
export { operationsText, operationText } from "./operation-text.ts";
export {
  type Change,
  type ChangeKind,
  type ChangeWish,
  changedContainer,
  type Follow,
  type NamedSpec,
  type Outcome,
} from "./outcome.ts";
export { outcomeText } from "./outcome-text.ts";
export { fenced, inlineCode, tooLongToShow } from "./output.ts";
export { secretsText } from "./secrets-text.ts";
export { ExecutorUnreachable } from "./unreachable.ts";
export { agoText, counted, durationText, listText, sizeText } from "./words.ts";
export { copyText, workspacesText } from "./workspaces-text.ts";
