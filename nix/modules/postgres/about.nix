{
  summary = "a PostgreSQL server with a database of yours";
  gives = [
    "postgres"
    "psql"
  ];
  settings = {
    database = {
      type = "string";
      default = "app";
      description = "The database, and the role of the same name that owns it; in the container, root may do all";
      pattern = "[a-z][a-z0-9_]{0,30}";
    };
    password = {
      type = "secret";
      description = "The role's password: with one the server also answers from outside of the container";
    };
  };
  ports = [
    {
      number = 5432;
      protocol = "tcp";
      what = "PostgreSQL";
    }
  ];
  fact = true;
}
