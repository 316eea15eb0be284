# What a container's unit runs on the host, and the first program inside. What tells one container from
# another comes from its conf by way of the environment, so that most containers share these scripts.
{ lib, pkgs }:
let
  # The first program in the container: brings up its network, then becomes the image's init, given as $1.
  # There is no /usr yet, so it is a busybox from the store.
  init = pkgs.writeScript "container-init" ''
    #!${pkgs.base}/usr/bin/busybox sh
    ip="${pkgs.base}/usr/bin/busybox ip"
    set -e

    # SIGRTMIN+3, by which nspawn asks for an early stop.
    trap "exit 0" 37

    if [ -n "$HOST_ADDRESS$HOST_ADDRESS6$LOCAL_ADDRESS$LOCAL_ADDRESS6$HOST_BRIDGE$LOCAL_MAC_ADDRESS" ]; then
      $ip link set host0 name eth0
      [ -z "$LOCAL_MAC_ADDRESS" ] || $ip link set dev eth0 address "$LOCAL_MAC_ADDRESS"
      $ip link set dev eth0 up
      [ -z "$LOCAL_ADDRESS" ] || $ip addr add "$LOCAL_ADDRESS" dev eth0
      [ -z "$LOCAL_ADDRESS6" ] || $ip -6 addr add "$LOCAL_ADDRESS6" dev eth0
      if [ -n "$HOST_ADDRESS" ]; then
        $ip route add "$HOST_ADDRESS" dev eth0
        $ip route add default via "$HOST_ADDRESS"
      fi
      if [ -n "$HOST_ADDRESS6" ]; then
        $ip -6 route add "$HOST_ADDRESS6" dev eth0
        $ip -6 route add default via "$HOST_ADDRESS6"
      fi
    fi

    # Sourced, so that the trap above still holds while the init prepares.
    . "$1"
  '';
  nixosContainer = pkgs.writeScript "nixos-container" (
    builtins.readFile ../../../../nixos-container/nixos-container
  );
in
{
  # A container that died hard leaves its registration and its interface behind.
  preStart = ''
    machinectl terminate "$INSTANCE" 2> /dev/null || true
    if [ -n "''${HOST_ADDRESS-}''${LOCAL_ADDRESS-}''${HOST_ADDRESS6-}''${LOCAL_ADDRESS6-}" ]; then
      ip link del dev "ve-$INSTANCE" 2> /dev/null || true
      ip link del dev "vb-$INSTANCE" 2> /dev/null || true
    fi
  '';

  start =
    cfg:
    let
      capabilities = cfg.additionalCapabilities ++ lib.optional cfg.enableTun "CAP_NET_ADMIN";
    in
    ''
      # nspawn wants a tree that looks like a system; the rest of it the container's init makes.
      mkdir -p "$root/usr/bin" "$root/etc" "$root/var/lib/private" "$root/root" /run/nixos-containers
      chmod 0755 "$root/etc" "$root/var/lib"
      chmod 0700 "$root/var/lib/private" "$root/root" /run/nixos-containers
      for file in os-release machine-id; do
        [ -e "$root/etc/$file" ] || [ -L "$root/etc/$file" ] || touch "$root/etc/$file"
      done
      cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
      mkdir -p -m 0755 "/nix/var/nix/profiles/per-container/$INSTANCE" "/nix/var/nix/gcroots/per-container/$INSTANCE"

      flags=()
      [ "''${PRIVATE_NETWORK-}" != 1 ] || flags+=(--private-network)

      # With users of its own the container sees the host's files as nobody's, unless they are mapped.
      idmap=
      if [ -n "''${PRIVATE_USERS-}" ]; then
        flags+=("--private-users=$PRIVATE_USERS")
        case "$PRIVATE_USERS" in
          pick | [1-9]*) idmap=:idmap ;;
        esac
      fi

      if [ -n "''${HOST_ADDRESS-}''${LOCAL_ADDRESS-}''${HOST_ADDRESS6-}''${LOCAL_ADDRESS6-}''${LOCAL_MAC_ADDRESS-}" ]; then
        flags+=(--network-veth)
      fi
      for port in ''${HOST_PORT//,/ }; do flags+=("--port=$port"); done
      [ -z "''${HOST_BRIDGE-}" ] || flags+=("--network-bridge=$HOST_BRIDGE")
      for interface in ''${INTERFACES-}; do flags+=("--network-interface=$interface"); done
      for interface in ''${MACVLANS-}; do flags+=("--network-macvlan=$interface"); done

      export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1

      exec ${pkgs.systemd}/bin/systemd-nspawn \
        --keep-unit \
        -M "$INSTANCE" -D "$root" "''${flags[@]}" \
        --notify-ready=yes \
        --kill-signal=SIGRTMIN+3 \
        --bind-ro="/nix/store:/nix/store$idmap" \
        --bind-ro="/nix/var/nix/db:/nix/var/nix/db$idmap" \
        --bind-ro="/nix/var/nix/daemon-socket:/nix/var/nix/daemon-socket$idmap" \
        --bind="/nix/var/nix/profiles/per-container/$INSTANCE:/nix/var/nix/profiles$idmap" \
        --bind="/nix/var/nix/gcroots/per-container/$INSTANCE:/nix/var/nix/gcroots$idmap" \
        --link-journal=try-guest \
        --setenv PRIVATE_NETWORK="''${PRIVATE_NETWORK-}" \
        --setenv PRIVATE_USERS="''${PRIVATE_USERS-}" \
        --setenv HOST_BRIDGE="''${HOST_BRIDGE-}" \
        --setenv HOST_ADDRESS="''${HOST_ADDRESS-}" \
        --setenv LOCAL_ADDRESS="''${LOCAL_ADDRESS-}" \
        --setenv HOST_ADDRESS6="''${HOST_ADDRESS6-}" \
        --setenv LOCAL_ADDRESS6="''${LOCAL_ADDRESS6-}" \
        --setenv LOCAL_MAC_ADDRESS="''${LOCAL_MAC_ADDRESS-}" \
        --setenv HOST_PORT="''${HOST_PORT-}" \
        --setenv PATH="$PATH" \
        ${
          lib.concatStringsSep " " (
            lib.optional (capabilities != [ ]) "--capability=${lib.concatStringsSep "," capabilities}"
            ++ map (mount: "--tmpfs=${mount}") cfg.tmpfs
          )
        } \
        ''${EXTRA_NSPAWN_FLAGS-} \
        ${init} "''${SYSTEM_PATH:-/nix/var/nix/profiles/system}/init"
    '';

  # With a bridge there is nothing to do; without one the host's end of the cable gets its address.
  postStart = ''
    if [ -z "''${HOST_BRIDGE-}" ] && [ -n "''${HOST_ADDRESS-}''${LOCAL_ADDRESS-}" ]; then
      ip link set dev "ve-$INSTANCE" up
      [ -z "''${HOST_ADDRESS-}" ] || ip addr add "$HOST_ADDRESS" dev "ve-$INSTANCE"
      [ -z "''${LOCAL_ADDRESS-}" ] || ip route add "$LOCAL_ADDRESS" dev "ve-$INSTANCE"
    fi
  '';

  reload = pkgs.writeShellScript "reload-container" ''
    exec ${nixosContainer} run "$INSTANCE" -- \
      bash --login -c "''${SYSTEM_PATH:-/nix/var/nix/profiles/system}/bin/switch-to-configuration test"
  '';
}
