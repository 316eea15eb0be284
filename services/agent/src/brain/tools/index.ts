import { destroyContainer, restartContainer, startContainer, stopContainer } from "./change-container.ts";
import { containerLogs } from "./container-logs.ts";
import { createContainer } from "./create-container.ts";
import { hostStatus } from "./host-status.ts";
import { listModules } from "./list-modules.ts";
import { listContainers, showContainer } from "./look-at-containers.ts";
import { cancelOperation, listOperations, watchOperation } from "./operations.ts";
import { runCommand } from "./run-command.ts";
import type { BrainTool } from "./tool.ts";

/** Every tool the model has: one for each RPC of the executor. */
export const tools: readonly BrainTool[] = [
  createContainer,
  listContainers,
  showContainer,
  startContainer,
  stopContainer,
  restartContainer,
  destroyContainer,
  containerLogs,
  runCommand,
  listModules,
  listOperations,
  watchOperation,
  cancelOperation,
  hostStatus,
];

/** The names of those that change nothing: a turn that used only these can be run again. */
export const readOnlyTools: ReadonlySet<string> = new Set(
  tools.filter(({ readOnly }) => readOnly).map(({ name }) => name),
);
