# Any container of one kind as nixos-containers.nix knows it: a finished image in place of a configuration, and
# places to fill in (host-side.nix).
spec:
{ lib, ... }:
{
  # Otherwise only said by whoever declares the containers of a host as a whole.
  boot.enableContainers = true;

  containers.voxnix = {
    path = "/@image@";

    # Root in the container is nobody on the host.
    privateUsers = "pick";
    privateNetwork = true;
    hostBridge = spec.bridge;
    localAddress = "@address@/${toString spec.prefixLength}";
    timeoutStartSec = "${toString spec.startTimeoutSeconds}s";

    extraFlags = [
      "@flags@"

      # nixos-containers.nix binds these four. The daemon would build for root inside, outside of its limits; the
      # database tells of everybody's systems; and what root inside writes into the other two is root's on the
      # host, setuid if it likes, and counted against nobody.
      "--inaccessible=/nix/var/nix/daemon-socket"
      "--inaccessible=/nix/var/nix/db"
      "--tmpfs=/nix/var/nix/gcroots:mode=0755,size=1m"
      "--tmpfs=/nix/var/nix/profiles:mode=0755,size=1m"
    ]
    # Of what nspawn forbids all containers, the calls that containers in a container need: runc gives each a
    # keyring of its own, and limits its devices by a program for the kernel. Both stay bound to the users of
    # the container.
    ++ map (call: "--system-call-filter=${call}") (
      if spec.nesting or false then
        [
          "add_key"
          "keyctl"
          "bpf"
        ]
      else
        [ ]
    );

    # With a network and users of its own the container may open /dev/net/tun in any case; this adds
    # CAP_NET_ADMIN to what nspawn leaves it.
    enableTun = spec.tun or false;
  };

  systemd.services."container@voxnix" = {
    # For those that the host starts when it boots, and so that they are down before their bridge is.
    wants = [ "network.target" ];
    after = [
      "network.target"
      "voxnix-bridge.service"
    ];

    # Root inside may have put links in the places where the script that starts a container makes folders and
    # changes modes: followed out here they lead into the host.
    # What one leaves that died hard is cleared away as nixos-containers.nix does it, but only looked for where it
    # would be: three programs are not run that have nothing to do, each time that a container starts.
    preStart = lib.mkForce ''
      for part in etc etc/machine-id root usr usr/bin var var/lib var/lib/private; do
        if [ -L "$root/$part" ]; then rm "$root/$part"; fi
      done
      if [ -e "/run/systemd/machines/$INSTANCE" ]; then
        machinectl terminate "$INSTANCE" 2> /dev/null || true
      fi
      for port in "ve-$INSTANCE" "vb-$INSTANCE"; do
        if [ -e "/sys/class/net/$port" ]; then ip link del dev "$port" 2> /dev/null || true; fi
      done
    '';

    # Owners share the bridge; an isolated port reaches the gateway and no other container.
    postStart = lib.mkAfter ''
      ip link set dev "vb-$INSTANCE" type bridge_slave isolated on
    '';
  };
}
