// node tests/fakes/speech/main.ts --port N [--socket PATH]
import { announce, readDoors } from "../control/command-line.ts";
import { startFakeSpeech } from "./server.ts";

const doors = readDoors();
const { port, close } = await startFakeSpeech(doors);
announce({ listening: `http://127.0.0.1:${port}`, socket: doors.socket ?? null }, close);
