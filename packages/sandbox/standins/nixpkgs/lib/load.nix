# Reads modules, and those that they import: [{ file, options, config }].
# `argumentsOf` gives a module that is a function what it asks for.
{ lib, argumentsOf }:
modules:
let
  isFile = module: builtins.isPath module || builtins.isString module;

  numbered = importer: position: lib.imap0 (index: keyed importer "${position} ${toString index}");
  keyed =
    importer: position: module:
    if isFile module then
      {
        key = toString module;
        module = read (toString module) (import module);
      }
    else
      {
        key = position;
        module = read importer module;
      };

  read =
    importer: module:
    let
      body = if lib.isFunction module then module (argumentsOf module) else module;
      # What is neither of the two is all configuration.
      inSections = body ? config || body ? options;
    in
    {
      file = body._file or importer;
      imports = body.imports or [ ];
      options = body.options or { };
      config =
        if inSections then
          body.config or { }
        else
          removeAttrs body [
            "_file"
            "imports"
            "key"
          ];
    };
in
# A module that is imported twice counts once.
map (item: item.module) (
  builtins.genericClosure {
    startSet = numbered "<unknown-file>" "module" modules;
    operator = item: numbered item.module.file "${item.key}, import" item.module.imports;
  }
)
