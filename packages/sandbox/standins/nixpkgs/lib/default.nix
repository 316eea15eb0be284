# The part of nixpkgs' library that voxnix's modules and the stand-in lean on, under the same names.
let
  lib = builtins // parts;
  parts =
    import ./lists.nix
    // import ./strings.nix { inherit lib; }
    // import ./attrsets.nix { inherit lib; }
    // import ./properties.nix { inherit lib; }
    // {
      generators = import ./generators.nix { inherit lib; };
      types = import ./types.nix { inherit lib; };
      evalModules = import ./modules.nix { inherit lib; };
      options = import ./definitions.nix { inherit lib; };

      id = value: value;
      const = value: _: value;
      flip =
        f: a: b:
        f b a;
      pipe = builtins.foldl' (value: f: f value);
      importJSON = path: builtins.fromJSON (builtins.readFile path);
      warn = message: builtins.trace "warning: ${message}";
      warnIf = condition: message: if condition then lib.warn message else lib.id;
      throwIf = condition: message: if condition then throw message else lib.id;
      assertMsg = condition: message: condition || throw message;
      versionOlder = a: b: builtins.compareVersions b a == 1;
      versionAtLeast = a: b: !lib.versionOlder a b;
      trivial.release = "25.11";
      version = "25.11-standin";
    };
in
lib
