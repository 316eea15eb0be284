_: {
  environment.variables.NEVER = throw "the module wont-eval is broken on purpose";
}
