{ config, lib, ... }:
let
  cfg = config.programs.bash;
  lines = lib.mkOption {
    type = lib.types.lines;
    default = "";
  };
in
{
  options.programs.bash = {
    shellInit = lines;
    loginShellInit = lines;
    interactiveShellInit = lines;
  };

  config.environment.etc = {
    # Debian's /etc/profile reads every file of that folder, in order.
    "profile.d/programs-bash.sh".text = ''
      ${cfg.shellInit}
      ${cfg.loginShellInit}
    '';
    "bash.bashrc".text = ''
      case $- in *i*) ;; *) return ;; esac
      PS1='\u@\h:\w\$ '
      ${cfg.interactiveShellInit}
    '';
  };
}
