# containers.<name>, without `config`: the stand-in's containers are made of finished images.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;

  of =
    type: default:
    mkOption {
      inherit type default;
    };
  text = of (types.nullOr types.str) null;
  texts = of (types.listOf types.str) [ ];
  flag = of types.bool false;

  bind =
    { name, ... }:
    {
      options = {
        mountPoint = mkOption { type = types.str; };
        hostPath = text;
        isReadOnly = of types.bool true;
      };
      config.mountPoint = lib.mkDefault name;
    };
  device.options = {
    node = mkOption { type = types.str; };
    modifier = mkOption { type = types.str; };
  };
  forward.options = {
    protocol = of types.str "tcp";
    hostPort = mkOption { type = types.port; };
    containerPort = of (types.nullOr types.port) null;
  };

  container.options = {
    path = mkOption { type = types.path; };
    additionalCapabilities = texts;
    allowedDevices = of (types.listOf (types.submodule device)) [ ];
    autoStart = flag;
    bindMounts = of (types.attrsOf (types.submodule bind)) { };
    enableTun = flag;
    extraFlags = texts;
    forwardPorts = of (types.listOf (types.submodule forward)) [ ];
    hostAddress = text;
    hostAddress6 = text;
    hostBridge = text;
    interfaces = texts;
    localAddress = text;
    localAddress6 = text;
    localMacAddress = text;
    macvlans = texts;
    privateNetwork = flag;
    privateUsers = of (types.either types.ints.unsigned (
      types.enum [
        "no"
        "identity"
        "pick"
      ]
    )) "no";
    timeoutStartSec = of types.str "1min";
    tmpfs = texts;
  };
in
{
  options = {
    boot.enableContainers = of types.bool (config.containers != { });
    containers = of (types.attrsOf (types.submodule container)) { };
  };
}
