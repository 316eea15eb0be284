# What voxnix relies on in nixpkgs' module system and library, as results to compare: the stand-in has to
# give the same ones as the real thing.
{ nixpkgs }:
let
  lib = import "${nixpkgs}/lib";
  inherit (lib) mkOption types;

  declared =
    { config, greeting, ... }:
    {
      imports = [ { list = lib.mkAfter [ "imported" ]; } ];
      options = {
        number = mkOption {
          type = types.ints.between 1 9;
          default = 3;
        };
        list = mkOption {
          type = types.listOf types.str;
          default = [ ];
        };
        text = mkOption {
          type = types.lines;
          default = "";
        };
        maybe = mkOption {
          type = types.nullOr (
            types.enum [
              "yes"
              "no"
            ]
          );
          default = null;
        };
        shouted = mkOption {
          type = types.str;
          apply = lib.replaceStrings [ "a" ] [ "A" ];
        };
        people = mkOption {
          type = types.attrsOf (
            types.submodule (
              { name, config, ... }:
              {
                options.name = mkOption { type = types.str; };
                options.greeting = mkOption { type = types.str; };
                config.name = lib.mkDefault name;
                config.greeting = "hello ${config.name}";
              }
            )
          );
          default = { };
        };
        any = mkOption { type = types.attrsOf types.anything; };
      };
      config = {
        _module.args.greeting = "hi";
        list = lib.mkMerge [
          [ greeting ]
          (lib.mkIf (config.number > 5) (lib.mkBefore [ "big" ]))
        ];
        text = "first";
      };
    };

  config =
    module:
    (lib.evalModules {
      modules = [
        declared
        module
      ];
    }).config;
  outcome =
    select: module:
    let
      tried = builtins.tryEval (builtins.deepSeq (select (config module)) (select (config module)));
    in
    if tried.success then { inherit (tried) value; } else "refused";
in
{
  defaults = outcome (c: [
    c.number
    c.list
    c.text
    c.maybe
    c.people
  ]) { };
  priority = outcome (c: c.number) {
    imports = [
      { number = 4; }
      { number = lib.mkForce 8; }
      { number = lib.mkDefault 2; }
    ];
  };
  order = outcome (c: c.list) { number = 7; };
  pushedDown = outcome (c: c.number) (
    lib.mkIf true (
      lib.mkMerge [
        (lib.mkIf false { number = 1; })
        { number = 2; }
      ]
    )
  );
  merged = outcome (c: c.text) { text = lib.mkAfter "last"; };
  submodules = outcome (c: c.people) {
    people.ada = { };
    people.bob.name = "Robert";
  };
  anything = outcome (c: c.any) {
    imports = [
      { any.a.x = 1; }
      { any.a.y = [ 2 ]; }
    ];
    any.b = lib.mkDefault "c";
  };
  applied = outcome (c: c.shouted) { shouted = "banana"; };
  sameTwice = outcome (c: c.shouted) {
    imports = [ { shouted = "a"; } ];
    shouted = "a";
  };

  contradiction = outcome (c: c.shouted) {
    imports = [ { shouted = "a"; } ];
    shouted = "b";
  };
  unknown = outcome (c: c.number) { nummer = 3; };
  unknownInside = outcome (c: c.people) { people.ada.nam = "x"; };
  unknownIfNot = outcome (c: c.number) { nummer = lib.mkIf false 3; };
  wrongType = outcome (c: c.number) { number = "3"; };
  outOfRange = outcome (c: c.number) { number = 10; };
  wrongInside = outcome (c: c.list) { list = [ 1 ]; };
  wrongChoice = outcome (c: c.maybe) { maybe = "perhaps"; };
  missing = outcome (c: c.shouted) { };

  library = [
    (lib.splitString "/" "10.0.0.1/24")
    (lib.escapeShellArgs [
      "plain"
      "it's"
      ""
    ])
    (
      lib.hasPrefix "ab" "abc"
      && lib.hasSuffix "bc" "abc"
      && lib.hasInfix "." "a.b"
      && !lib.hasInfix "." "ab"
    )
    (lib.recursiveUpdate {
      a.b = 1;
      a.c = 2;
    } { a.c = 3; })
    (lib.unique [
      1
      2
      1
    ])
    (lib.flatten [
      1
      [
        2
        [ 3 ]
      ]
    ])
    (lib.attrByPath [ "a" "b" ] "none" { a.c = 1; })
    (lib.versionOlder "25.05" "25.11")
    (lib.concatMapAttrs (name: value: { "${name}!" = value; }) { a = 1; })
    (lib.generators.toGitINI {
      user.name = "Ada \"the\" \\ first";
      url."ssh://git@x/".insteadOf = "x:";
    })
  ];
}
