// Loaded into the executor in the machine (`--import`): holds it at one moment, so that the power can be cut there.
// Plain JavaScript, because it takes an emulated processor seconds to strip types.
import { subscribe } from "node:diagnostics_channel";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** The moment to hold at, e.g. "CREATE install after" or "write record.json before"; nothing while it is not there. */
const wanted = "/run/voxnix-vm/hold-at";
/** Written when it has come. */
const reached = "/run/voxnix-vm/held";

const passing = (moment) => {
  if (!existsSync(wanted) || readFileSync(wanted, "utf8").trim() !== moment) return;
  writeFileSync(reached, moment);
  // For ever: what wakes it up is the next boot.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

subscribe("voxnix:step", ({ kind, step, at }) => passing(`${kind} ${step} ${at}`));
subscribe("voxnix:write", ({ file, at }) => passing(`write ${basename(file)} ${at}`));
