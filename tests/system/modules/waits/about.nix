{
  summary = "for tests: a system whose build waits until the test lets it go on";
  gives = [ ];
  settings.ticket = {
    type = "string";
    default = "none";
    description = "Makes the build one of its own: what was built once is not built again";
    pattern = "[a-z0-9-]+";
    maxLength = 60;
  };
}
