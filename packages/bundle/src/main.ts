// npm run bundle [-- SERVICE FOLDER]   the services' code as a few files each; by default both, into
// services/<name>/dist. Prints what came of it.
import { fileURLToPath } from "node:url";
import { BundleError, bundle, services } from "./bundle.ts";

const [wanted, folder] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../../", import.meta.url));

for (const service of services) {
  if (wanted !== undefined && wanted !== service) continue;
  try {
    const { bytes, packages } = await bundle(service, folder ?? `${root}services/${service}/dist`);
    console.log(`${service}: ${(bytes / 1e6).toFixed(1)} MB of code, ${packages.length} packages in it`);
  } catch (error) {
    console.error(error instanceof BundleError ? error.message : error);
    process.exitCode = 1;
  }
}
if (wanted !== undefined && !services.some((service) => service === wanted)) {
  console.error(`There is no service ${wanted}. Services: ${services.join(", ")}.`);
  process.exitCode = 2;
}
