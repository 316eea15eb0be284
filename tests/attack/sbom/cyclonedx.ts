import type { Service } from "@voxnix/bundle";
import { integrities, type Package, shipped } from "./tree.ts";

/** The bill of materials of a service as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). */
export async function billOf(service: Service): Promise<Record<string, unknown>> {
  const [own, ...others] = await shipped(service);
  if (own === undefined) throw new Error(`There is no ${service}`);
  const hashes = integrities();
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { ...component(own, hashes), type: "application" } },
    components: others.map((each) => component(each, hashes)),
    dependencies: [own, ...others].map(({ purl, needs }) => ({ ref: purl, dependsOn: needs })),
  };
}

function component({ name, version, license, purl }: Package, hashes: ReadonlyMap<string, string>) {
  const [group, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const integrity = hashes.get(`${name}@${version}`);
  return {
    type: "library",
    "bom-ref": purl,
    ...(group === undefined ? {} : { group }),
    name: rest,
    version,
    purl,
    ...(license === undefined ? {} : { licenses: [{ license: { name: license } }] }),
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
  };
}

// "sha512-<base64>" as CycloneDX writes it.
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm = "", digest = ""] = integrity.split("-", 2);
  return { alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") };
}
