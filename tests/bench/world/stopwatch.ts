import { exec } from "@voxnix/sandbox";

// $EPOCHREALTIME is read by the shell itself: neither the way into the appliance nor a `date` is counted.
// A locale may write it with a comma.
const script = `begun=$EPOCHREALTIME
"$@" >/tmp/bench-output 2>&1 </dev/null
code=$?
ended=$EPOCHREALTIME
echo "\${begun//[.,]/} \${ended//[.,]/} $code"`;

/** How long a command takes inside the appliance, in milliseconds. @throws when it fails */
export async function timedInAppliance(...command: string[]): Promise<number> {
  const { stdout, stderr } = await exec(["bash", "-c", script, "bash", ...command]);
  const [begun, ended, code] = stdout.trim().split(" ").map(Number);
  if (begun === undefined || ended === undefined || code !== 0) {
    const { stdout: output } = await exec(["tail", "-n", "5", "/tmp/bench-output"]);
    throw new Error(`${command.join(" ")} ended with ${code}: ${output}${stderr}`);
  }
  return (ended - begun) / 1_000;
}
