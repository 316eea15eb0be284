# A machine that goes the whole way by itself: two services come up, a person asks for a container in the
# terminal chat, finds their file in it, has it destroyed. No network: the built-in model answers, and the
# image is built beforehand.
{
  pkgs,
  nixpkgs,
  module,
}:
let
  modules = {
    git = {
      userName = "Ada Lovelace";
      userEmail = "ada@example.org";
    };
    workspace = { };
  };
  image = import ../compose/image.nix {
    inherit nixpkgs;
    specFile = builtins.toFile "voxnix-image.json" (
      builtins.toJSON {
        inherit modules;
        packages = [ ];
        host = {
          gateway = "10.88.0.1";
          prefixLength = 24;
        };
      }
    );
  };
in
pkgs.testers.runNixOSTest {
  name = "voxnix";
  nodes.machine = {
    imports = [ module ];
    services.voxnix = {
      enable = true;
      agent = {
        owners = [ "telegram:1" ];
        models = [ "offline" ];
      };
    };
    networking.nftables.enable = true;
    virtualisation = {
      cores = 2;
      memorySize = 4096;
      diskSize = 8192;
      writableStore = true;
      # What the machine would otherwise have to download to compose that container.
      additionalPaths = [
        (pkgs.closureInfo { rootPaths = [ image.drvPath ]; })
        image
        pkgs.stdenv
      ];
    };
    nix.settings.substituters = pkgs.lib.mkForce [ ];
  };
  testScript = ''
    def say(text):
        return machine.succeed(f"voxnix-chat --user ada --yes --say '{text}'")

    machine.wait_for_unit("voxnix-executor.service")
    machine.wait_for_unit("voxnix-agent.service")

    with subtest("the doors are those of the trust boundary"):
        doors = machine.succeed("stat -c '%a %U %G' /run/voxnix/agent.sock /run/voxnix/admin.sock")
        assert doors == "660 root voxnix\n600 root root\n", doors

    with subtest("the services are as hardened as in the sandbox"):
        for unit, limit in [("voxnix-agent", 1.3), ("voxnix-executor", 4.0)]:
            machine.succeed(f"systemd-analyze security --threshold={int(limit * 10)} {unit}.service")

    with subtest("a sentence becomes a container"):
        assert "10.88.0.2" in say("make me a box called dev with git and a workspace")
        machine.wait_for_unit("container@dev.service")
        machine.succeed("systemd-run --machine=dev --pipe --wait --quiet /run/current-system/sw/bin/git --version")
        machine.succeed("systemd-run --machine=dev --pipe --wait --quiet /bin/sh -c 'echo kept > /workspace/file'")

    with subtest("it comes back with its workspace"):
        say("restart dev")
        machine.succeed("systemd-run --machine=dev --pipe --wait --quiet /bin/sh -c 'grep kept /workspace/file'")

    with subtest("destroyed is gone"):
        say("destroy dev")
        machine.fail("machinectl show dev")
        machine.succeed("voxnix-status")
  '';
}
