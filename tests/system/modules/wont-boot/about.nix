{
  summary = "for tests: a system that does not come up";
  gives = [ ];
  settings = { };
}
