# Finds what home.nix leaves open, and keeps a system with such values from being switched to.
{ config, lib, ... }:
let
  inherit (lib)
    concatLists
    concatStringsSep
    imap0
    isAttrs
    isList
    isString
    mapAttrsToList
    mkOption
    types
    ;

  # Paths of the values that still say CHANGE-ME.
  openIn =
    path: value:
    if isAttrs value then
      concatLists (mapAttrsToList (name: openIn "${path}.${name}") value)
    else if isList value then
      concatLists (imap0 (index: openIn "${path}.${toString index}") value)
    else if isString value && lib.hasInfix "CHANGE-ME" value then
      [ path ]
    else
      [ ];

  open =
    openIn "voxnix.home" config.voxnix.home
    ++ openIn "services.voxnix.agent.owners" config.services.voxnix.agent.owners
    ++ openIn "services.voxnix.agent.telegramUsers" config.services.voxnix.agent.telegramUsers;
  onlyKnownLater = [ "voxnix.home.machine.hostKey" ];
  noSecrets = lib.optional (
    !(builtins.pathExists ./secrets/agent.age)
  ) "nix/appliance/secrets/agent.age (make it with `just secrets-edit`, then `git add` it)";
in
{
  options.voxnix.placeholders = mkOption {
    type = types.attrsOf (types.listOf types.str);
    readOnly = true;
    description = "What is to be filled in before the machine can be provisioned, and before it can be deployed to.";
  };
  config = {
    voxnix.placeholders = {
      provision = lib.subtractLists onlyKnownLater open;
      deploy = open ++ noSecrets;
    };
    # For those who switch without `just deploy`.
    system.preSwitchChecks = lib.mkIf (open != [ ]) {
      voxnixPlaceholders = ''
        echo "nix/appliance/home.nix is not filled in: ${concatStringsSep ", " open}" >&2
        exit 1
      '';
    };
  };
}
