// node tests/fakes/telegram/main.ts --port N [--socket PATH]
import { announce, readDoors } from "../control/command-line.ts";
import { startFakeTelegram } from "./server.ts";

const doors = readDoors();
const { apiRoot, token, close } = await startFakeTelegram(doors);
announce({ listening: apiRoot, token, socket: doors.socket ?? null }, close);
