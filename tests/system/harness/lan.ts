import { inAppliance } from "./appliance.ts";

/** Of a machine in the host's own network, with something on ports 53 and 80. */
export const lanAddress = "192.168.77.1";
const hostsAddress = "192.168.77.254";
const unit = "voxnix-tests-lan.service";

const module = `import /opt/voxnix/nix/host/nixos/network.nix {
  lib.mkIf = wanted: value: if wanted then value else { };
  config = {
    services.voxnix = {
      enable = true;
      network = { bridge = "br-vox"; reachPrivateNetworks = false; nat.enable = false; };
    };
    networking.nftables.enable = true;
  };
}`;

/**
 * Puts a machine beside the host: a network namespace at the other end of a cable.
 * @param container is known there, as if the host had NAT
 * @param options.fenced with the rules that the NixOS module makes; else without
 */
export const layLan = async (
  container: string,
  { fenced = false }: { fenced?: boolean } = {},
): Promise<void> => {
  await takeLanAway();
  const listen = "for (const port of [53, 80]) require('net').createServer((c) => c.end()).listen(port)";
  await inAppliance(
    ...["systemd-run", "--quiet", "--collect", `--unit=${unit}`, "--property=PrivateNetwork=yes"],
    ...["node", "-e", listen],
  );
  const content = await inAppliance(
    ...["nix-instantiate", "--eval", "--json", "--strict", "-E"],
    `(${module}).config.networking.nftables.tables.voxnix.content`,
  );
  const script = `set -e
    pid=$(systemctl show --property=MainPID --value ${unit})
    inside() { nsenter --target $pid --net "$@"; }
    ip link add vtlan type veth peer name vtpeer
    ip link set vtpeer netns $pid
    ip address add ${hostsAddress}/24 dev vtlan; ip link set vtlan up
    inside ip address add ${lanAddress}/24 dev vtpeer; inside ip link set vtpeer up
    inside ip route add ${container}/32 via ${hostsAddress}
    timeout 20 sh -c 'until bash -c "exec 3<>/dev/tcp/${lanAddress}/53" 2> /dev/null; do :; done'`;
  await inAppliance("sh", "-c", script);
  const rules: unknown = JSON.parse(content);
  if (fenced) await inAppliance("nft", `table inet voxnix { ${String(rules)} }`);
};

/** Takes all of it away, if it is there. */
export const takeLanAway = (): Promise<string> =>
  inAppliance(
    ...["sh", "-c"],
    `nft delete table inet voxnix 2> /dev/null; systemctl stop ${unit} 2> /dev/null; ip link delete vtlan 2> /dev/null; true`,
  );
