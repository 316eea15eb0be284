import { VoxnixError } from "@voxnix/protocol";

/** The refusal of a call that this executor does not have yet. */
export function unsupported(rpc: string): VoxnixError {
  return new VoxnixError("UNSUPPORTED", `${rpc} is not there yet in this version of the executor.`);
}
