{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.redis;
  open = cfg.password != null;
in
{
  # A container may neither change the host's memory policy nor needs to.
  services.redis.vmOverCommit = false;

  services.redis.servers.default = {
    enable = true;
    port = 6379;
    bind = if open then null else "127.0.0.1";
    openFirewall = open;
    requirePassFile = if open then "/run/redis-password/quoted" else null;
    settings = {
      maxmemory = "${toString cfg.memoryMb}mb";
      maxmemory-policy = "allkeys-lru";
    };
  };

  # NixOS copies the file into Redis' configuration as it is, where a quote or a blank would be syntax.
  systemd.services.redis-password = lib.mkIf open {
    description = "The password of Redis, in quotes";
    requiredBy = [ "redis-default.service" ];
    before = [ "redis-default.service" ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      RuntimeDirectory = "redis-password";
      RuntimeDirectoryMode = "0700";
      UMask = "0277";
      LoadCredential = [ cfg.password ];
    };
    script = ''
      password=$(cat "$CREDENTIALS_DIRECTORY/${cfg.password}")
      password=''${password//\\/\\\\}
      printf '"%s"' "''${password//\"/\\\"}" > /run/redis-password/quoted.new
      mv -f /run/redis-password/quoted.new /run/redis-password/quoted
    '';
  };

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-redis" ''
      # An answer is an answer, also one that asks for the password.
      if answer=$(${config.services.redis.package}/bin/redis-cli -p 6379 ping 2>&1); then
        echo "answers on port 6379${lib.optionalString open ", with the password"}"
      else
        echo "does not answer: $answer"
        exit 1
      fi
    '')
  ];
}
