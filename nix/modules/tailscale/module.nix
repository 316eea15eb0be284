{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.voxnix.tailscale;
  tailscale = "${pkgs.tailscale}/bin/tailscale";

  flags = [
    "--accept-dns=${lib.boolToString cfg.acceptDns}"
    "--accept-routes=${lib.boolToString cfg.acceptRoutes}"
    "--ssh=${lib.boolToString cfg.ssh}"
  ]
  ++ lib.optional (cfg.tags != [ ]) "--advertise-tags=${lib.concatStringsSep "," cfg.tags}"
  ++ lib.optional (cfg.loginServer != null) "--login-server=${cfg.loginServer}";
in
{
  # Its state, and with it the node's identity, is in /var/lib/tailscale and stays when the image changes.
  services.tailscale = {
    enable = true;
    openFirewall = true;
  };

  # Not services.tailscale.authKeyFile: that unit counts as up only when the node has joined, so a tailnet out
  # of reach would hold up the container's boot, and a key gone bad would make every later update look failed.
  # This one is up as soon as it tries, and tries until it has succeeded.
  systemd.services.tailscale-enrol = lib.mkIf (cfg.authKey != null) {
    description = "Joining the tailnet";
    wantedBy = [ "multi-user.target" ];
    after = [ "tailscaled.service" ];
    wants = [ "tailscaled.service" ];
    serviceConfig = {
      Type = "exec";
      RemainAfterExit = true;
      LoadCredential = [ cfg.authKey ];
    };
    script = ''
      wait=5
      # The name is the container's, which no image knows. A node that has joined before keeps its identity.
      until ${tailscale} up --timeout=60s \
        --auth-key="file:$CREDENTIALS_DIRECTORY/${cfg.authKey}" \
        --hostname="$(cat /proc/sys/kernel/hostname)" \
        ${lib.escapeShellArgs flags}
      do
        echo "The tailnet was not joined; the next try is in $wait s"
        sleep $wait
        wait=$((wait < 300 ? wait * 2 : wait))
      done
    '';
  };

  environment.systemPackages = [
    (pkgs.writeShellScriptBin "voxnix-fact-tailscale" ''
      if ! status=$(${tailscale} status --json --peers=false 2>&1); then
        echo "tailscaled does not answer: ''${status%%$'\n'*}"
        exit 1
      fi
      # The value of the first key of that name; the node's own come before all others.
      value() { ${pkgs.gnused}/bin/sed -n "/\"$1\":/ { s/^[^:]*: *\"//; s/\",*$//; p; q; }" <<< "$status"; }
      state=$(value BackendState)
      case $state in
        Running)
          name=$(value DNSName)
          echo "in the tailnet as ''${name%.}, $(${tailscale} ip -4)"
          ;;
        NeedsLogin)
          echo "not in the tailnet yet (${
            if cfg.authKey == null then "join with: tailscale up" else "see: journalctl -u tailscale-enrol"
          })"
          exit 1
          ;;
        *)
          echo "tailscale is in the state ''${state:-unknown}"
          exit 1
          ;;
      esac
    '')
    # Takes the node out of the tailnet before the container is destroyed, or it would stay in there as a ghost.
    (pkgs.writeShellScriptBin "voxnix-leave-tailscale" ''
      exec ${tailscale} logout
    '')
  ];
}
