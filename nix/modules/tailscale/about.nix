{
  summary = "a place of its own in your tailnet, under the container's name";
  gives = [ "tailscale" ];
  settings = {
    authKey = {
      type = "secret";
      description = "A Tailscale auth key (tskey-auth-…); without one, join with `tailscale up`, which prints a link";
    };
    tags = {
      type = "strings";
      default = [ ];
      description = "Tags that the node takes, e.g. tag:dev; the auth key must allow them";
      pattern = "tag:[a-zA-Z][a-zA-Z0-9-]*";
      maxLength = 60;
    };
    ssh = {
      type = "boolean";
      default = false;
      description = "Let the tailnet's members log in by Tailscale SSH, as its policy allows";
    };
    acceptRoutes = {
      type = "boolean";
      default = false;
      description = "Use the subnets that other nodes offer";
    };
    acceptDns = {
      type = "boolean";
      default = true;
      description = "Use the tailnet's names";
    };
    loginServer = {
      type = "string";
      default = null;
      description = "The control server, for those who run their own, e.g. https://headscale.example.org";
      pattern = "https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._/-]*)?";
      maxLength = 200;
    };
  };
  ports = [
    {
      number = 41641;
      protocol = "udp";
      what = "direct connections between nodes; without it they are relayed";
    }
  ];
  needs = [ "the tun device (/dev/net/tun)" ];
  host.tun = true;
  fact = true;
  leave = true;
}
