// node tests/fakes/model/main.ts --port N [--socket PATH]
import { announce, readDoors } from "../control/command-line.ts";
import { startFakeModel } from "./server.ts";

const doors = readDoors();
const { baseUrl, close } = await startFakeModel(doors);
announce({ listening: baseUrl, socket: doors.socket ?? null }, close);
