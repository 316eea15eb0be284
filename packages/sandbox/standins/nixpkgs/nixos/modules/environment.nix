{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;

  file =
    { name, config, ... }:
    {
      options = {
        text = mkOption {
          type = types.nullOr types.lines;
          default = null;
        };
        source = mkOption { type = types.path; };
      };
      config.source = lib.mkIf (config.text != null) (
        lib.mkDefault (pkgs.writeText "etc-${baseNameOf name}" config.text)
      );
    };
in
{
  options.environment = {
    etc = mkOption {
      type = types.attrsOf (types.submodule file);
      default = { };
    };
    systemPackages = mkOption {
      type = types.listOf types.package;
      default = [ ];
    };
    variables = mkOption {
      type = types.attrsOf (
        types.oneOf [
          types.str
          types.int
          types.path
        ]
      );
      default = { };
    };
    localBinInPath = mkOption {
      type = types.bool;
      default = false;
    };
  };

  # Debian's /etc/profile reads every file of that folder.
  config.environment.etc."profile.d/environment.sh".text = lib.concatLines (
    lib.mapAttrsToList (
      name: value: "export ${name}=${lib.escapeShellArg value}"
    ) config.environment.variables
    ++ lib.optional config.environment.localBinInPath "export PATH=\"$HOME/.local/bin:$PATH\""
  );
}
