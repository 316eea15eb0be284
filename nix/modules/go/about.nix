{
  summary = "Go";
  gives = [
    "go"
    "gofmt"
  ];
  settings = {
    languageServer = {
      type = "boolean";
      default = false;
      description = "Also gopls, for editors";
    };
  };
}
