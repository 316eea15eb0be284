# The types that options share, each with a name that says its rule.
{ lib }:
let
  inherit (lib) types;
  matching =
    description: pattern:
    types.strMatching pattern
    // {
      inherit description;
      descriptionClass = "nounPhrase";
    };
in
{
  inherit matching;
  network =
    types.addCheck
      (matching "IPv4 network from /16 to /29, such as 10.88.0.0/24" "((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])/(1[6-9]|2[0-9])")
      (cidr: (import ../subnet.nix cidr).isNetwork);
  interface = matching "name of a network interface, at most 15 characters" "[A-Za-z][A-Za-z0-9._-]{0,14}";
  # What systemd takes for MemoryMax=, see systemd.resource-control(5).
  memory = matching "amount of memory such as 512M, 4G or 75%" "[1-9][0-9]*[KMGT]|([1-9][0-9]?|100)%";
  owner = matching "owner such as telegram:123456789" "[a-z]+:[A-Za-z0-9_.-]{1,64}";
  telegramId = matching "Telegram user id: digits, not a @name" "[1-9][0-9]{0,15}";
  model = matching "model such as openrouter:anthropic/claude-haiku-4.5, openai:gpt-5-mini or offline" "[^,[:space:]]+";
  budget = matching "budget such as 2.50 (US dollars) or 200000 tokens" "[0-9]+(\\.[0-9]+)?|[0-9]+ tokens";
  webAddress = matching "http or https address" "https?://[^[:space:]]+";
  logLevel = types.enum [
    "trace"
    "debug"
    "info"
    "warn"
    "error"
  ];
}
