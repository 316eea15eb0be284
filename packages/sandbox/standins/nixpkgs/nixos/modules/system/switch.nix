# bin/switch-to-configuration: turns a running container into this system.
{ pkgs, ... }:
{
  system.build.switchToConfiguration = pkgs.writeScript "switch-to-configuration" (
    builtins.readFile ./switch-to-configuration.sh
  );
}
