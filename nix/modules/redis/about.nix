{
  summary = "a Redis server that keeps its data";
  gives = [
    "redis-server"
    "redis-cli"
  ];
  settings = {
    password = {
      type = "secret";
      description = "With a password it also answers from outside of the container; without, only inside";
    };
    memoryMb = {
      type = "integer";
      default = 256;
      min = 16;
      max = 65536;
      description = "The most memory that its data takes, in MB; then the keys used least recently go";
    };
  };
  ports = [
    {
      number = 6379;
      protocol = "tcp";
      what = "Redis";
    }
  ];
  fact = true;
}
