# Containers as units of the host: one container@<name>.service and one nixos-containers/<name>.conf each,
# with the same directives, keys and nspawn arguments as nixpkgs' file of this name.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  scripts = import ./container-scripts.nix { inherit lib pkgs; };

  unit =
    name: cfg:
    {
      description = "Container '%i'";
      path = [
        pkgs.iproute2
        config.nix.package
      ];
      environment = {
        root = "/var/lib/nixos-containers/%i";
        INSTANCE = "%i";
      };
      restartIfChanged = false;
      unitConfig.RequiresMountsFor = [
        "/var/lib/nixos-containers/%i"
      ]
      ++ map source (lib.attrValues cfg.bindMounts);

      preStart = scripts.preStart;
      script = scripts.start cfg;
      postStart = scripts.postStart;

      serviceConfig = {
        Type = "notify";
        EnvironmentFile = "-/etc/nixos-containers/%i.conf";
        ExecReload = scripts.reload;
        SyslogIdentifier = "container %i";
        TimeoutStartSec = cfg.timeoutStartSec;
        Slice = "machine.slice";
        Delegate = true;

        # nspawn turns the signal into the container's own shutdown; 133 is its way to ask for a reboot.
        KillMode = "mixed";
        KillSignal = "TERM";
        Restart = "on-failure";
        RestartForceExitStatus = "133";
        SuccessExitStatus = "133";

        DevicePolicy = "closed";
        DeviceAllow = map (device: "${device.node} ${device.modifier}") (devices cfg);
      };
    }
    // lib.optionalAttrs cfg.autoStart {
      wantedBy = [ "machines.target" ];
      wants = [ "network.target" ];
      after = [ "network.target" ];
      restartTriggers = [
        cfg.path
        config.environment.etc."nixos-containers/${name}.conf".source
      ];
    };

  # A container with users and a network of its own may make tunnels in it.
  devices =
    cfg:
    cfg.allowedDevices
    ++ lib.optional (cfg.enableTun || (cfg.privateNetwork && cfg.privateUsers == "pick")) {
      node = "/dev/net/tun";
      modifier = "rwm";
    };

  source = bind: if bind.hostPath == null then bind.mountPoint else bind.hostPath;
  bindFlag =
    bind:
    "--bind${lib.optionalString bind.isReadOnly "-ro"}=${
      lib.optionalString (bind.hostPath != null) "${bind.hostPath}:"
    }${bind.mountPoint}";
  port =
    forward:
    "${forward.protocol}:${toString forward.hostPort}:${
      toString (if forward.containerPort == null then forward.hostPort else forward.containerPort)
    }";

  conf =
    cfg:
    let
      given = key: value: lib.optional (value != null) "${key}=${value}";
    in
    [ "SYSTEM_PATH=${cfg.path}" ]
    ++ lib.optionals cfg.privateNetwork (
      [ "PRIVATE_NETWORK=1" ]
      ++ given "HOST_BRIDGE" cfg.hostBridge
      ++
        lib.optional (cfg.forwardPorts != [ ])
          "HOST_PORT=${lib.concatMapStringsSep "," port cfg.forwardPorts}"
      ++ given "HOST_ADDRESS" cfg.hostAddress
      ++ given "HOST_ADDRESS6" cfg.hostAddress6
      ++ given "LOCAL_ADDRESS" cfg.localAddress
      ++ given "LOCAL_ADDRESS6" cfg.localAddress6
      ++ given "LOCAL_MAC_ADDRESS" cfg.localMacAddress
    )
    ++ [
      "PRIVATE_USERS=${toString cfg.privateUsers}"
      "INTERFACES=\"${toString cfg.interfaces}\""
      "MACVLANS=\"${toString cfg.macvlans}\""
    ]
    ++ lib.optional cfg.autoStart "AUTO_START=1"
    ++ [
      "EXTRA_NSPAWN_FLAGS=\"${
        lib.concatMapStrings (flag: " ${flag}") (
          map bindFlag (lib.attrValues cfg.bindMounts) ++ cfg.extraFlags
        )
      }\""
    ];
in
{
  imports = [ ./container-options.nix ];

  config = lib.mkIf config.boot.enableContainers {
    systemd.services = lib.mapAttrs' (
      name: cfg: lib.nameValuePair "container@${name}" (unit name cfg)
    ) config.containers;

    environment.etc = lib.mapAttrs' (
      name: cfg: lib.nameValuePair "nixos-containers/${name}.conf" { text = lib.concatLines (conf cfg); }
    ) config.containers;
  };
}
