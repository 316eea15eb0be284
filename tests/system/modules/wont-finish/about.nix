{
  summary = "for tests: a system that never finishes its boot";
  gives = [ ];
  settings = { };
}
