{
  summary = "for tests: a module that tells of itself";
  gives = [ ];
  settings = { };
  fact = true;
}
