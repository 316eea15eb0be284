{
  summary = "for tests: a system that does not evaluate";
  gives = [ ];
  settings = { };
}
