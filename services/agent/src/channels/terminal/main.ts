// node services/agent/src/channels/terminal/main.ts [--socket PATH] [--user NAME] [--say TEXT …] [--yes] [--json]
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { runTerminalClient } from "./client.ts";

const { values } = parseArgs({
  options: {
    socket: { type: "string", default: process.env.VOXNIX_CHAT_SOCKET || "/run/voxnix-agent/chat.sock" },
    user: { type: "string", default: userInfo().username },
    say: { type: "string", multiple: true },
    yes: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
process.exitCode = await runTerminalClient({
  socketPath: values.socket,
  user: values.user,
  ...(values.say === undefined ? {} : { say: values.say }),
  yes: values.yes,
  json: values.json,
});
