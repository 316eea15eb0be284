{
  summary = "for tests: a system that does not build";
  gives = [ ];
  settings = { };
}
