{
  summary = "one service of it fails";
  settings = { };
}
