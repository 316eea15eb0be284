import type { Role } from "../../brain/index.ts";
import { audit } from "./audit.ts";
import { cancel } from "./cancel.ts";
import type { Command } from "./command.ts";
import { exportData } from "./export.ts";
import { forget } from "./forget.ts";
import { helpOn } from "./help.ts";
import { list } from "./list.ts";
import { logs } from "./logs.ts";
import { model } from "./model.ts";
import { fresh } from "./new.ts";
import { people } from "./people.ts";
import { quiet } from "./quiet.ts";
import { secret } from "./secret.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { usage } from "./usage.ts";

export type { Command, CommandCall } from "./command.ts";

const help = helpOn(menuFor);
const start: Command = { ...help, name: "start", description: "Begin", unlisted: true };

/** Every command, in the order in which menus show them. */
export const commands: readonly Command[] = [
  stop,
  fresh,
  list,
  status,
  cancel,
  model,
  usage,
  secret,
  quiet,
  people,
  exportData,
  forget,
  audit,
  help,
  start,
  logs,
];

/** The command of that name, if this role has it. */
export function findCommand(name: string, role: Role): Command | undefined {
  return commands.find((command) => command.name === name && isFor(command, role));
}

/** What a channel's menu shows to somebody of this role. */
export function menuFor(role: Role): { command: string; description: string }[] {
  return commands
    .filter((command) => isFor(command, role) && command.unlisted !== true)
    .map(({ name, description }) => ({ command: name, description }));
}

/** What a channel's menu shows to everybody. */
export const commandMenu: readonly { command: string; description: string }[] = menuFor("member");

function isFor({ forOwners = false }: Command, role: Role): boolean {
  return role === "owner" || !forOwners;
}
