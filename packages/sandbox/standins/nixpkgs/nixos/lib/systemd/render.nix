# From a unit's options to the text of its file.
{
  config,
  lib,
  pkgs,
}:
let
  inherit (lib) concatMapStrings optionalAttrs optionalString;

  shown = value: if builtins.isBool value then lib.boolToString value else toString value;
  section =
    title: directives:
    "[${title}]\n"
    + lib.concatStrings (
      lib.mapAttrsToList (
        name: value: concatMapStrings (one: "${name}=${shown one}\n") (lib.toList value)
      ) directives
    );

  # The name of a script's store path: neither \ nor @ may be in it.
  script =
    unit: stage: text:
    let
      name = "${
        lib.replaceStrings [ "\\" "@" ] [ "-" "_" ] (lib.removeSuffix ".service" unit.name)
      }-${stage}";
    in
    lib.getExe (pkgs.writeShellScriptBin name "set -e\n${text}");

  stages = {
    preStart = {
      stage = "pre-start";
      directive = "ExecStartPre";
    };
    script = {
      stage = "start";
      directive = "ExecStart";
    };
    postStart = {
      stage = "post-start";
      directive = "ExecStartPost";
    };
    preStop = {
      stage = "pre-stop";
      directive = "ExecStop";
    };
    postStop = {
      stage = "post-stop";
      directive = "ExecStopPost";
    };
  };
  scripts =
    service:
    lib.concatMapAttrs (
      option: told:
      optionalAttrs (service.${option} != "") {
        ${told.directive} = script service told.stage service.${option};
      }
    ) stages;

  relations =
    unit:
    lib.concatMapAttrs
      (
        option: directive: optionalAttrs (unit.${option} != [ ]) { ${directive} = toString unit.${option}; }
      )
      {
        after = "After";
        before = "Before";
        bindsTo = "BindsTo";
        conflicts = "Conflicts";
        partOf = "PartOf";
        requires = "Requires";
        wants = "Wants";
      }
    // optionalAttrs (unit.description != "") { Description = unit.description; }
    // optionalAttrs (unit.restartTriggers != [ ]) {
      X-Restart-Triggers = pkgs.writeText "X-Restart-Triggers-${unit.name}" (
        toString unit.restartTriggers
      );
    };

  install =
    unit: optionalString (unit.wantedBy != [ ]) "\n[Install]\nWantedBy=${toString unit.wantedBy}\n";

  environment =
    service:
    let
      programs = lib.unique (map toString service.path);
      all =
        config.systemd.globalEnvironment
        // {
          PATH = "${lib.makeBinPath programs}:${lib.makeSearchPath "sbin" programs}";
        }
        // lib.filterAttrs (_: value: value != null) service.environment;
    in
    lib.concatStrings (
      lib.mapAttrsToList (name: value: "Environment=${builtins.toJSON "${name}=${toString value}"}\n") all
    );
in
{
  serviceToUnit = service: {
    text =
      section "Unit" (relations service // service.unitConfig)
      + "\n"
      + lib.replaceStrings [ "[Service]\n" ] [ "[Service]\n${environment service}" ] (
        section "Service" (
          scripts service
          // service.serviceConfig
          // optionalAttrs (!service.restartIfChanged) { X-RestartIfChanged = false; }
          // optionalAttrs (!service.stopIfChanged) { X-StopIfChanged = false; }
        )
      )
      + install service;
  };
  targetToUnit = target: {
    text = section "Unit" (relations target // target.unitConfig) + install target;
  };
}
