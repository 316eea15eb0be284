import { restartContainer, startContainer, stopContainer } from "./change-container.ts";
import { containerLogs } from "./container-logs.ts";
import { createContainer } from "./create-container.ts";
import { destroyContainer } from "./destroy-container.ts";
import { inspectContainer, operationLog, unitJournal } from "./diagnosis.ts";
import { containerHistory, rollbackContainer } from "./generations.ts";
import { hostStatus } from "./host-status.ts";
import { findPackages, listImages, moduleDetails } from "./library.ts";
import { listModules } from "./list-modules.ts";
import { listContainers, showContainer } from "./look-at-containers.ts";
import { cancelOperation, listOperations, watchOperation } from "./operations.ts";
import { runCommand } from "./run-command.ts";
import { listSecrets, removeSecret, requestSecret } from "./secrets.ts";
import { setLimits } from "./set-limits.ts";
import type { BrainTool } from "./tool.ts";
import { updateContainer } from "./update-container.ts";
import { discardWorkspace, listWorkspaces, restoreWorkspace, snapshotWorkspace } from "./workspaces.ts";

/** Every tool the model has, the everyday ones first. */
export const tools: readonly BrainTool[] = [
  createContainer,
  updateContainer,
  listContainers,
  showContainer,
  startContainer,
  stopContainer,
  restartContainer,
  destroyContainer,
  runCommand,
  containerLogs,
  inspectContainer,
  containerHistory,
  rollbackContainer,
  setLimits,
  listModules,
  moduleDetails,
  findPackages,
  listOperations,
  watchOperation,
  cancelOperation,
  operationLog,
  listWorkspaces,
  snapshotWorkspace,
  restoreWorkspace,
  discardWorkspace,
  listSecrets,
  requestSecret,
  removeSecret,
  listImages,
  hostStatus,
  unitJournal,
];

/** The names of those that change nothing: a turn that used only these can be run again. */
export const readOnlyTools: ReadonlySet<string> = new Set(
  tools.filter(({ readOnly }) => readOnly).map(({ name }) => name),
);
