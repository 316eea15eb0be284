export { activatedSockets } from "./activation.ts";
export { ConfigError, readConfig } from "./config.ts";
export { createLog, type Logger } from "./log.ts";
export { createNotifier, type Notifier } from "./notify.ts";
export { type ShutdownStep, shutdownOnSignal } from "./shutdown.ts";
export { nameSourceLines } from "./source-lines.ts";
