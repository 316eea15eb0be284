# One container as nixos-containers.nix knows it, with a finished image in place of a configuration.
spec:
{ lib, ... }:
let
  # What it may take of the host; 0 and what is left out is no limit.
  limits = spec.limits or { };
  limit = name: text: if limits.${name} or 0 > 0 then toString limits.${name} + text else null;

  # nspawn's flags are split at blanks, and a bind at its colons.
  path =
    text:
    if builtins.match "(/[A-Za-z0-9_@+.-]+)+" text != null then
      text
    else
      throw "voxnix: binds: ${builtins.toJSON text} is not an absolute path of letters, digits and _@+.-";
  # Of what systemd takes for a credential's name, what is no part of a path or a flag.
  credentialId =
    text:
    if builtins.match "[A-Za-z0-9_][A-Za-z0-9_.-]*" text != null then
      text
    else
      throw "voxnix: credentials: ${builtins.toJSON text} is not made of letters, digits, and _.-";
in
{
  # Otherwise only said by whoever declares the containers of a host as a whole.
  boot.enableContainers = true;

  containers.${spec.machine} = {
    # The context makes the files below hold on to the image.
    path = builtins.storePath spec.image;

    # Root in the container is nobody on the host.
    privateUsers = "pick";
    privateNetwork = true;
    hostBridge = spec.bridge;
    localAddress = "${spec.address}/${toString spec.prefixLength}";
    autoStart = spec.autostart;
    timeoutStartSec = "${toString spec.startTimeoutSeconds}s";

    bindMounts = builtins.listToAttrs (
      map (bind: {
        name = path bind.container;
        value = {
          hostPath = path bind.host;
          # nixos-containers.nix has no option for it: without idmap everything in there belongs to nobody.
          mountPoint = "${path bind.container}:idmap";
          isReadOnly = bind.readOnly;
        };
      }) spec.binds
    );

    # Credentials are read by nspawn when the container starts: their content is in no file that others could read.
    extraFlags =
      map (credential: "--load-credential=${credentialId credential.id}:${path credential.path}") (
        spec.credentials or [ ]
      )
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

  systemd.services."container@${spec.machine}" = {
    # Also set while it runs, without the unit (services/executor/src/machines/limits.ts).
    serviceConfig = lib.filterAttrs (_: value: value != null) {
      MemoryMax = limit "memoryBytes" "";
      CPUQuota = limit "cpuPercent" "%";
      TasksMax = limit "tasks" "";
    };

    # Owners share the bridge; an isolated port reaches the gateway and no other container.
    postStart = lib.mkAfter ''
      ip link set dev "vb-$INSTANCE" type bridge_slave isolated on
    '';
  };
}
