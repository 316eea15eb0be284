import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../system/run.ts";
import { openSystemd } from "../system/systemd.ts";
import { someRecord } from "../testing/record.ts";
import { openFences } from "./fences.ts";

const rules = `
	chain from {
		type filter hook prerouting priority filter; policy accept;
		iifname @ports jump fence
	}

	chain fence {
		iifname . ether saddr . ip saddr @addresses accept
		drop
	}

	chain between {
		type filter hook forward priority filter; policy accept;
		iifname @ports oifname @ports drop
	}
}
`;
const own = '"vb-dev" . 0a:76:0a:58:00:05 . 10.88.0.5';
const foreign = '"vb-dev" . 0a:76:0a:58:00:01 . 10.88.0.1';
const kept = `add element bridge voxnix ports { "vb-dev" }\nadd element bridge voxnix addresses { ${own} }\n`;

/** A kernel that has these elements, and the file of dev; what nft is told stands in `told`. */
function scene(ports: readonly string[], addresses: readonly string[], file = kept, chains = rules) {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-fence-"));
  const hostSide = mkdtempSync(join(tmpdir(), "voxnix-host-side-"));
  mkdirSync(join(hostSide, "etc/nixos-containers"), { recursive: true });
  const conf = "LOCAL_ADDRESS=10.88.0.5/24\nLOCAL_MAC_ADDRESS=0a:76:0a:58:00:05\n";
  writeFileSync(join(hostSide, "etc/nixos-containers/dev.conf"), conf);
  if (file !== "") writeFileSync(join(folder, "dev.nft"), file);
  const set = (name: string, type: string, elements: readonly string[]) =>
    `	set ${name} {\n		type ${type}\n${elements.length > 0 ? `		elements = { ${elements.join(",\n			     ")} }\n` : ""}	}\n`;
  const frames = `table bridge voxnix {\n${set("ports", "ifname", ports)}${set("addresses", "ifname . ether_addr . ipv4_addr", addresses)}${chains}`;
  const told: string[] = [];
  const run: Run = async (program, args) => {
    const words = args.join(" ");
    const answer = words === "list table bridge voxnix" ? frames : words.startsWith("list") ? "drop" : "";
    if (answer === "") told.push(`${program} ${words}`.trim());
    return { code: chains === "" && answer !== "" ? 1 : 0, stdout: answer, stderr: "", timedOut: false };
  };
  const fences = openFences(run, openSystemd("/nowhere"), folder);
  return { fences, told, folder, record: someRecord({ hostSide, address: "10.88.0.5" }) };
}

test("one that lets a machine say what is its own, now and after the next boot, has nothing wrong with it", async () => {
  const { fences, record } = scene(['"vb-dev"', '"vb-web"'], [own]);
  expect(await fences.stand()).toBe(true);
  expect(await fences.trouble(record)).toBe("");
});

test.each([
  ["whose port is not behind it", scene(['"vb-web"'], [own]), /port on the bridge is not behind it/],
  [
    "that may say nothing",
    scene(['"vb-dev"'], []),
    /speak as nobody, and not as 0a:76:0a:58:00:05, 10.88.0.5/,
  ],
  ["that may speak as the host", scene(['"vb-dev"'], [own, foreign]), /10\.88\.0\.5 and as .*10\.88\.0\.1/],
  ["whose file is gone", scene(['"vb-dev"'], [own], ""), /next boot/],
])("a machine %s is told of", async (_, { fences, record }, words) => {
  expect(await fences.trouble(record)).toMatch(words);
});

test.each([
  ["no table", ""],
  ["a table without its rules", rules.replace("\t\tdrop\n", "")],
])("with %s it does not stand", async (_, chains) => {
  expect(await scene([], [], kept, chains).fences.stand()).toBe(false);
});

test("what a machine may not say is taken back when it is put right", async () => {
  const { fences, record, told, folder } = scene(['"vb-dev"'], [own, foreign]);
  await fences.set(record);
  expect(told).toEqual([
    `nft -f ${folder}/dev.nft`,
    `nft delete element bridge voxnix addresses { ${foreign} }`,
  ]);
});

test("of a machine that is gone all is forgotten, in the kernel and for the next boot", async () => {
  const { fences, told, folder } = scene(['"vb-dev"'], [own]);
  writeFileSync(join(folder, "old.nft"), "");
  expect(await fences.machines()).toEqual(["dev", "old"]);
  await fences.forget("dev");
  await fences.forget("old");
  expect(readdirSync(folder)).toEqual([]);
  expect(told).toEqual([
    `nft delete element bridge voxnix ports { "vb-dev" }\ndelete element bridge voxnix addresses { ${own} }`,
  ]);
});
