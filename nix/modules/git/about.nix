{
  summary = "git, with your name set up for commits";
  gives = [ "git" ];
  settings = {
    userName = {
      type = "string";
      default = null;
      description = "The name that commits carry, e.g. Ada Lovelace";
      pattern = "[^<>\n]+";
      maxLength = 100;
    };
    userEmail = {
      type = "string";
      default = null;
      description = "The address that commits carry, e.g. ada@example.org";
      pattern = "[^@<> \n]+@[^@<> \n]+";
      maxLength = 254;
    };
    defaultBranch = {
      type = "string";
      default = "main";
      description = "The branch that git init starts with";
      pattern = "[A-Za-z0-9][A-Za-z0-9._/-]*";
      maxLength = 100;
    };
  };
}
