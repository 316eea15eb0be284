/** The appliance in other homes than the one of nix/appliance/home.nix. */
export const homes: readonly {
  readonly name: string;
  /** What differs, as a NixOS configuration. */
  readonly differs: object;
  /** What home.nix then says, as tests/nix/host/home.nix gives it. */
  readonly says: RegExp;
}[] = [
  ...["proxmox", "virtualbox", "bare-metal"].map((platform) => ({
    name: `on ${platform}`,
    differs: { voxnix: { home: { machine: { platform } } } },
    says: /"refused":\[\].*"toplevel":"\S+\.drv".*"warnings":\[\]/,
  })),
  {
    name: "filled in, with a fixed address and Tailscale",
    differs: {
      voxnix: {
        home: {
          timeZone: "Europe/Berlin",
          admin: { name: "ada", keys: ["ssh-ed25519 AAAAC3Nz ada@laptop"] },
          machine: { disk: "/dev/disk/by-id/x", hostKey: "ssh-ed25519 AAAAC3Nz root@voxnix" },
          lan: {
            networks: ["192.168.1.0/24", "10.0.0.0/8"],
            address: "192.168.1.20/24",
            gateway: "192.168.1.1",
            nameservers: ["192.168.1.1"],
          },
          tailscale: { enable: true },
        },
      },
      services: { voxnix: { agent: { owners: ["telegram:1"] } } },
    },
    says: /"open":\["nix\/appliance\/secrets\/agent\.age [^"]*"\],"preSwitchChecks":\["switchInhibitors"\],"refused":\[\].*ip saddr \{ 192\.168\.1\.0\/24, 10\.0\.0\.0\/8 \} tcp dport 22 accept.*"toplevel":"\S+\.drv"/,
  },
  {
    name: "with workspaces on ZFS",
    differs: {
      boot: { supportedFilesystems: { zfs: true } },
      networking: { hostId: "00c0ffee" },
      services: { voxnix: { workspaces: { storage: "zfs", zfsDataset: "tank/voxnix" } } },
    },
    says: /"refused":\[\].*"toplevel":"\S+\.drv"/,
  },
  {
    name: "with an address and no router",
    differs: { voxnix: { home: { lan: { address: "192.168.1.20/24" } } } },
    says: /"refused":\["voxnix\.home\.lan\.address is fixed, so voxnix\.home\.lan\.gateway/,
  },
];
