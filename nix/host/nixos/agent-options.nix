# services.voxnix.agent: who may talk, which models answer.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  own = import ./types.nix { inherit lib; };
  defaults = (import ../defaults.nix).agent;
in
{
  options.services.voxnix.agent = {
    enable = mkOption {
      type = types.bool;
      default = true;
      description = "Whether the agent runs on this host. Without it there is the executor's admin socket alone.";
    };
    owners = mkOption {
      type = types.listOf own.owner;
      default = defaults.owners;
      example = [ "telegram:123456789" ];
      description = "Who runs the house: they admit others, see usage and have no quota.";
    };
    telegramUsers = mkOption {
      type = types.listOf own.telegramId;
      default = defaults.telegramUsers;
      example = [ "123456789" ];
      description = "Telegram's numeric ids of those who may speak. A stranger is told theirs, and nothing else.";
    };
    models = mkOption {
      type = types.listOf own.model;
      default = defaults.models;
      example = [
        "openrouter:anthropic/claude-haiku-4.5"
        "openai:gpt-5-mini=0.25/2"
      ];
      description = "Models in order: the first answers, the next take over when it fails. A price in US dollars per million tokens in and out may follow. Empty: what the given keys suggest, else the offline model.";
    };
    modelServer = mkOption {
      type = types.nullOr own.webAddress;
      default = defaults.modelServer;
      example = "http://192.168.1.30:11434/v1";
      description = "A server of one's own that speaks OpenAI's API.";
    };
    memberContainers = mkOption {
      type = types.nullOr (types.ints.between 0 10000);
      default = defaults.memberContainers;
      description = "How many containers somebody may have who is not an owner. It cannot exceed `containers.perOwner`.";
    };
    dailyBudget = mkOption {
      type = types.nullOr own.budget;
      default = defaults.dailyBudget;
      example = "2.50";
      description = "What each person's questions may cost a day: US dollars, if `models` says prices, or tokens.";
    };
    memberDailyBudget = mkOption {
      type = types.nullOr own.budget;
      default = defaults.memberDailyBudget;
      example = "200000 tokens";
      description = "The same for those who are not owners.";
    };
    quietHours = mkOption {
      type = types.nullOr (own.matching "hours such as 22-7" "([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])");
      default = defaults.quietHours;
      example = "22-7";
      description = "When nobody is sent news, by the host's time zone. Each person can choose their own.";
    };
    webhook = mkOption {
      type = types.nullOr (own.matching "https address" "https://[^[:space:]]+");
      default = defaults.webhook;
      example = "https://voxnix.example.org/telegram";
      description = "Where Telegram delivers messages: a proxy of yours that leads there to `httpPort`. null: the agent asks for them, and needs no way in.";
    };
    transcriptionServer = mkOption {
      type = types.nullOr own.webAddress;
      default = defaults.transcriptionServer;
      example = "https://api.openai.com/v1";
      description = "A server of OpenAI's API that turns voice messages into text; its key is VOXNIX_TRANSCRIBE_KEY in `environmentFile`. null: voice messages are declined.";
    };
    transcriptionModel = mkOption {
      type = types.nullOr own.model;
      default = defaults.transcriptionModel;
      example = "whisper-1";
      description = "Its model.";
    };
    environmentFile = mkOption {
      type = own.matching "absolute path outside the Nix store" "/[^[:space:]]*";
      default = defaults.environmentFile;
      example = "/run/agenix/voxnix-agent";
      description = ''
        A file of NAME=value lines that root alone can read: TELEGRAM_BOT_TOKEN, OPENROUTER_API_KEY and the like.
        It wins over the options here. It may be absent: then the agent has no secrets.
      '';
    };
    httpPort = mkOption {
      type = types.port;
      default = defaults.httpPort;
      description = "The port of the health page, on 127.0.0.1.";
    };
    telemetry = mkOption {
      type = types.nullOr own.webAddress;
      default = defaults.telemetry;
      example = "https://logfire-eu.pydantic.dev";
      description = "An OTLP endpoint for traces. null: none are made.";
    };
    memoryMax = mkOption {
      type = own.memory;
      default = defaults.memoryMax;
      description = "What the agent may take of memory.";
    };
    tasksMax = mkOption {
      type = types.ints.positive;
      default = defaults.tasksMax;
      description = "How many processes and threads it may have.";
    };
    logLevel = mkOption {
      type = own.logLevel;
      default = defaults.logLevel;
      description = "From which level on the agent logs.";
    };
  };
}
