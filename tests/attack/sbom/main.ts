// npm run sbom -- [--service executor|agent] [--out FILE]
// Prints the bill of materials of a production install as CycloneDX JSON.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { services } from "@voxnix/bundle";
import { billOf } from "./cyclonedx.ts";

const { values } = parseArgs({
  options: { service: { type: "string", default: "executor" }, out: { type: "string" } },
});
const service = services.find((name) => name === values.service);
if (service === undefined) {
  console.error(`There is no service ${values.service}: it is executor or agent.`);
  process.exit(2);
}
const text = `${JSON.stringify(await billOf(service), null, 2)}\n`;
if (values.out === undefined) process.stdout.write(text);
else writeFileSync(values.out, text);
