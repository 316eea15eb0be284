{
  config,
  lib,
  pkgs,
  ...
}:
{
  environment = {
    systemPackages = [
      pkgs.go
    ]
    ++ lib.optional config.voxnix.go.languageServer pkgs.gopls;

    # `go install` puts programs there.
    variables.GOBIN = "/root/.local/bin";
    localBinInPath = true;
  };
}
