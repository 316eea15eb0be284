{
  summary = "gh, GitHub's command line, which also lets git push and pull there";
  gives = [ "gh" ];
  wants = [ "git" ];
  settings = {
    token = {
      type = "secret";
      description = "A GitHub access token; without one, log in with `gh auth login`";
    };
  };
}
