{
  summary = "ssh to the container as root, with your public keys";
  gives = [ "sshd" ];
  settings = {
    keys = {
      type = "strings";
      required = true;
      description = "Your public keys, as in ~/.ssh/id_ed25519.pub; there is no login by password";
      pattern = "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp[0-9]+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+=*( [^\n]*)?";
      maxLength = 2000;
    };
    port = {
      type = "integer";
      default = 22;
      min = 1;
      max = 65535;
      description = "The port that ssh listens on";
    };
  };
  ports = [
    {
      number = 22;
      protocol = "tcp";
      what = "ssh";
    }
  ];
  fact = true;
}
