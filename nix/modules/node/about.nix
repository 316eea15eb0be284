{
  summary = "Node.js with npm";
  gives = [
    "node"
    "npm"
  ];
  settings = {
    version = {
      type = "enum";
      default = null;
      description = "The major version; not set, it is the one that nixpkgs recommends";
      values = [
        "22"
        "24"
      ];
    };
  };
}
