{
  summary = "zsh as the login shell";
  gives = [ "zsh" ];
  # There is one login shell.
  conflicts = [ "fish" ];
  settings = {
    suggestions = {
      type = "boolean";
      default = true;
      description = "Suggest the rest of a command from earlier ones while it is typed";
    };
    highlighting = {
      type = "boolean";
      default = true;
      description = "Colour a command while it is typed";
    };
    history = {
      type = "integer";
      default = 10000;
      min = 0;
      max = 1000000;
      description = "How many commands are remembered";
    };
  };
}
