# voxnix.home: what differs between one home and another and is not voxnix's own (that is services.voxnix).
# A value that begins with CHANGE-ME is a placeholder: `just deploy` refuses while there is one.
{ lib, ... }:
let
  inherit (lib) mkEnableOption mkOption types;
  own = import ../host/nixos/types.nix { inherit lib; };
  # What is still to be filled in passes every type, so that the rest can be looked at.
  open = type: types.either (own.matching "placeholder (CHANGE-ME…)" "CHANGE-ME.*") type;
  address = own.matching "IPv4 address with prefix length such as 192.168.1.20/24" "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}";
  plainAddress = own.matching "IPv4 address such as 192.168.1.1" "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
  publicKey = own.matching "public SSH key such as ssh-ed25519 AAAA… ada@laptop" "(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?";
in
{
  options.voxnix.home = {
    hostName = mkOption {
      type = own.matching "host name" "[a-z][a-z0-9-]{0,62}";
      default = "voxnix";
      description = "What the machine calls itself.";
    };
    timeZone = mkOption {
      type = open (own.matching "time zone such as Europe/Berlin" "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*");
      description = "The home's time zone; containers' logs and the trash go by it.";
    };
    locale = mkOption {
      type = types.str;
      default = "en_US.UTF-8";
      description = "Language and formats of the machine's own programs.";
    };
    admin = {
      name = mkOption {
        type = own.matching "user name" "[a-z_][a-z0-9_-]{0,30}";
        default = "admin";
        description = "Who logs in by SSH. May become root with sudo, without a password: there is none.";
      };
      keys = mkOption {
        type = types.nonEmptyListOf (open publicKey);
        description = "The admin's public SSH keys. They also open the secrets in nix/appliance/secrets.";
      };
    };
    machine = {
      platform = mkOption {
        type = types.enum [
          "hyper-v"
          "proxmox"
          "virtualbox"
          "bare-metal"
        ];
        default = "hyper-v";
        description = "What the machine is: nix/appliance/platforms has a file for each.";
      };
      disk = mkOption {
        type = open (own.matching "device such as /dev/sda" "/dev/[A-Za-z0-9/_.:-]+");
        description = "The disk that `just provision` erases and installs on.";
      };
      hostKey = mkOption {
        type = open publicKey;
        description = "The machine's own public key, as `just provision` prints it: secrets are encrypted for it.";
      };
    };
    lan = {
      interface = mkOption {
        type = own.interface;
        default = "eth0";
        description = "The interface that leads to the home's network.";
      };
      networks = mkOption {
        type = types.nonEmptyListOf (open address);
        description = "From where SSH is answered.";
      };
      address = mkOption {
        type = types.nullOr address;
        default = null;
        description = "A fixed address. null: by DHCP.";
      };
      gateway = mkOption {
        type = types.nullOr plainAddress;
        default = null;
        description = "The router. Needed with a fixed address.";
      };
      nameservers = mkOption {
        type = types.listOf plainAddress;
        default = [ ];
        description = "DNS servers. Needed with a fixed address.";
      };
    };
    tailscale.enable = mkEnableOption "Tailscale on the host, for SSH from outside of the home (`sudo tailscale up`)";
  };
}
