{ lib }:
let
  inherit (builtins)
    concatStringsSep
    filter
    isList
    replaceStrings
    split
    stringLength
    substring
    ;
in
rec {
  concatMapStringsSep =
    separator: f: list:
    concatStringsSep separator (map f list);
  concatMapStrings = concatMapStringsSep "";
  concatStrings = concatStringsSep "";
  concatLines = concatMapStrings (line: line + "\n");
  optionalString = condition: text: if condition then text else "";
  boolToString = value: if value then "true" else "false";

  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (-1) text == suffix;
  hasInfix = infix: text: replaceStrings [ infix ] [ "" ] text != text;
  removePrefix =
    prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
  removeSuffix =
    suffix: text:
    if hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;

  # split takes a regular expression: every character of the separator is made literal.
  splitString =
    separator: text:
    let
      literal = concatMapStrings (c: if c == "^" then "\\^" else "[${c}]") (stringToCharacters separator);
    in
    filter (part: !isList part) (split literal text);
  stringToCharacters = text: builtins.genList (index: substring index 1 text) (stringLength text);

  escape = special: replaceStrings special (map (c: "\\${c}") special);
  escapeShellArg =
    value:
    let
      text = toString value;
    in
    if builtins.match "[[:alnum:],._+:@%/-]+" text != null then
      text
    else
      "'${replaceStrings [ "'" ] [ "'\\''" ] text}'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;

  # Where a package's programs are.
  getBin = package: package;
  getExe = package: "${package}/bin/${package.meta.mainProgram or package.pname or package.name}";
  getExe' = package: program: "${package}/bin/${program}";
  makeSearchPath =
    folder: packages: concatStringsSep ":" (map (package: "${package}/${folder}") packages);
  makeBinPath = makeSearchPath "bin";
  getName = package: package.pname or package.name;
  isStorePath = value: hasPrefix builtins.storeDir (toString value);

  strings = lib;
}
