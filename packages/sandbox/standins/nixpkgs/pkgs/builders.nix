# The builders that voxnix's expressions use. They run with the tools of the Debian they are on, unsandboxed:
# good enough for a throw-away appliance, and for nothing else.
{ lib, system }:
let
  # Store paths take fewer characters than the files that they are named after.
  storeName =
    name:
    lib.concatMapStrings (part: if builtins.isList part then "-" else part) (
      builtins.split "[^[:alnum:]+._?=-]+" name
    );
in
rec {
  runCommand =
    name: env: script:
    derivation (
      env
      // {
        name = storeName name;
        inherit system script;
        builder = "/bin/bash";
        args = [
          "-euc"
          "export PATH=/usr/sbin:/usr/bin; . \"$scriptPath\""
        ];
        passAsFile = [ "script" ] ++ env.passAsFile or [ ];
        preferLocalBuild = true;
      }
    );

  writeTextFile =
    {
      name,
      text,
      executable ? false,
      destination ? "",
      meta ? { },
    }:
    runCommand name
      {
        inherit text destination;
        mode = if executable then "555" else "444";
        passAsFile = [ "text" ];
      }
      ''
        install -D -m "$mode" "$textPath" "$out$destination"
      ''
    // {
      inherit meta;
    };
  writeText = name: text: writeTextFile { inherit name text; };
  writeScript =
    name: text:
    writeTextFile {
      inherit name text;
      executable = true;
    };
  writeShellScript = name: text: writeScript name "#! ${runtimeShell}\n${text}";
  writeShellScriptBin =
    name: text:
    writeTextFile {
      inherit name;
      text = "#! ${runtimeShell}\n${text}";
      executable = true;
      destination = "/bin/${name}";
      meta.mainProgram = name;
    };

  # [{ name, path }], the name a path in the output.
  linkFarm =
    name: links:
    runCommand name { } (
      "mkdir \"$out\"\n"
      + lib.concatMapStrings (link: ''
        mkdir -p "$(dirname "$out/${link.name}")"
        ln -s ${link.path} "$out/${link.name}"
      '') links
    );

  # bash is in the appliance and in every container.
  runtimeShell = "/bin/bash";
}
