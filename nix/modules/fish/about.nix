{
  summary = "fish, a friendly shell, as the login shell";
  gives = [ "fish" ];
  settings = {
    greeting = {
      type = "string";
      default = null;
      description = "What fish says when it starts; an empty text keeps it quiet";
      pattern = "[^\n]*";
      maxLength = 200;
    };
  };
}
