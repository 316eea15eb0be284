# What a definition can be wrapped in, and how options are declared.
{ lib }:
rec {
  mkOption =
    declaration:
    {
      _type = "option";
    }
    // declaration;
  mkEnableOption =
    what:
    mkOption {
      type = lib.types.bool;
      default = false;
      description = "Whether to enable ${what}.";
    };
  mkPackageOption =
    pkgs: name: _:
    mkOption {
      type = lib.types.package;
      default = pkgs.${name};
      description = "The ${name} package to use.";
    };
  isOption = value: value._type or null == "option";

  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOrder = order: content: {
    _type = "order";
    inherit order content;
  };
  mkOptionDefault = mkOverride 1500;
  mkDefault = mkOverride 1000;
  mkForce = mkOverride 50;
  mkBefore = mkOrder 500;
  mkAfter = mkOrder 1500;

  showOption = lib.concatStringsSep ".";
  literalExpression = text: {
    _type = "literalExpression";
    inherit text;
  };
  literalMD = literalExpression;
}
