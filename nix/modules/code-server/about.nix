{
  summary = "VS Code in the browser, opened on the workspace";
  gives = [ "code-server" ];
  wants = [ "workspace" ];
  settings = {
    password = {
      type = "secret";
      required = true;
      description = "The password that the browser asks for";
    };
    port = {
      type = "integer";
      default = 8080;
      min = 1024;
      max = 65535;
      description = "The port that it listens on";
    };
  };
  ports = [
    {
      number = 8080;
      protocol = "tcp";
      what = "VS Code for the browser, over http";
    }
  ];
  fact = true;
}
