{
  config,
  lib,
  pkgs,
  ...
}:
{
  environment.systemPackages = [
    pkgs.go
  ]
  ++ lib.optional config.voxnix.go.languageServer pkgs.gopls;

  # `go install` puts programs there.
  environment.variables.GOBIN = "/root/.local/bin";
  environment.localBinInPath = true;
}
