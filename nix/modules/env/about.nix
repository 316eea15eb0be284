{
  summary = "environment variables, plain ones and secrets";
  settings = {
    variables = {
      type = "strings-map";
      default = { };
      description = "Variables that everybody may read, e.g. EDITOR = vim; they become part of the image";
      keyPattern = "[A-Za-z_][A-Za-z0-9_]{0,63}";
      maxLength = 4000;
    };
    secrets = {
      type = "secret-map";
      default = { };
      description = "Variables whose values are secrets, e.g. API_KEY; they are kept out of the image";
      keyPattern = "[A-Za-z_][A-Za-z0-9_]{0,63}";
    };
  };
}
