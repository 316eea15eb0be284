// Asks the executor for a container through the tenant's door and reads on until the end, as the agent does.
// Arguments: owner, name, settings of the module "waits" as JSON.
import { connectExecutor } from "@voxnix/protocol";

const [owner = "", name = "", settings = "{}"] = process.argv.slice(2);
const executor = connectExecutor("/run/voxnix/agent.sock");
const spec = { name, modules: [{ name: "waits", settings: JSON.parse(settings) }] };
for await (const event of executor.containers.Create({ owner, spec })) console.log(JSON.stringify(event));
executor.close();
