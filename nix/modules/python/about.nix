{
  summary = "Python 3, with the libraries that you name";
  gives = [ "python3" ];
  settings = {
    libraries = {
      type = "strings";
      default = [ ];
      description = "Libraries by their name in nixpkgs' python3Packages, e.g. requests or numpy";
      pattern = "[A-Za-z0-9][A-Za-z0-9_-]*";
      maxLength = 60;
    };
  };
}
