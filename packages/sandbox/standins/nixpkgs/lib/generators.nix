{ lib }:
let
  inherit (builtins) isAttrs isBool isString;

  scalar =
    value:
    if isBool value then
      lib.boolToString value
    else if isString value then
      ''"${lib.escape [ "\\" "\"" ] value}"''
    else
      toString value;
  line = name: value: lib.concatMapStrings (one: "\t${name} = ${scalar one}\n") (lib.toList value);
  # The sections that a set stands for, and those of the sets in it.
  sections =
    title: content:
    let
      nested = lib.filterAttrs (_: isAttrs) content;
      plain = lib.filterAttrs (_: value: !isAttrs value) content;
    in
    lib.optional (plain != { }) "[${title}]\n${lib.concatStrings (lib.mapAttrsToList line plain)}"
    ++ lib.concatLists (lib.mapAttrsToList (name: sections ''${title} "${name}"'') nested);
in
{
  # A git configuration: { user.name = "Ada"; url."ssh://x".insteadOf = "x:"; }
  toGitINI = all: lib.concatStringsSep "\n" (lib.concatLists (lib.mapAttrsToList sections all));

  toKeyValue =
    _: attrs:
    lib.concatStrings (
      lib.mapAttrsToList (
        name: value: "${name}=${if isBool value then lib.boolToString value else toString value}\n"
      ) attrs
    );
}
