# Fills in what an about.nix may leave out, and refuses what it must not say: a slip in a description would
# otherwise come to light only when somebody chooses the module.
# docs/writing-modules.md says what the fields mean.
{ name, names }:
given:
let
  inherit (builtins)
    all
    attrNames
    elem
    filter
    hasAttr
    head
    isAttrs
    isBool
    isInt
    isList
    isString
    mapAttrs
    match
    tail
    ;

  unsaid = {
    gives = [ ];
    settings = { };
    ports = [ ];
    needs = [ ];
    host = { };
    wants = [ ];
    conflicts = [ ];
    fact = false;
    leave = false;
  };
  fields = [ "summary" ] ++ attrNames unsaid;

  # What a setting of each type may say beside its description, and what its default looks like.
  types = {
    string = {
      may = [
        "pattern"
        "maxLength"
      ];
      holds = isString;
    };
    integer = {
      may = [
        "min"
        "max"
      ];
      holds = isInt;
    };
    boolean = {
      may = [ ];
      holds = isBool;
    };
    enum = {
      may = [ "values" ];
      holds = isString;
    };
    strings = {
      may = [
        "pattern"
        "maxLength"
      ];
      holds = texts;
    };
    strings-map = {
      may = [
        "keyPattern"
        "pattern"
        "maxLength"
      ];
      holds = value: isAttrs value && texts (builtins.attrValues value);
    };
    # A default secret would be everybody's.
    secret = {
      may = [ ];
      holds = _: false;
    };
    secret-map = {
      may = [ "keyPattern" ];
      holds = value: value == { };
    };
  };

  # The value, if what is said of it holds: [ { that = condition; says = "what must be"; } ], looked at in order.
  where =
    claims: value:
    if claims == [ ] then
      value
    else if (head claims).that then
      where (tail claims) value
    else
      throw "voxnix: nix/modules/${name}/about.nix: ${(head claims).says}";
  only = what: known: attrs: {
    that = all (field: elem field known) (attrNames attrs);
    says = "${what} may have ${toString known}, not ${
      toString (filter (field: !elem field known) (attrNames attrs))
    }";
  };
  texts = value: isList value && all isString value;
  listed = field: {
    that = texts given.${field} or [ ];
    says = "${field} must be a list of texts";
  };
  others = field: {
    that = all (other: elem other names && other != name) given.${field} or [ ];
    says = "${field} may name other modules only";
  };

  setting =
    key: said:
    let
      at = "settings.${key}";
      type = types.${said.type};
      full = {
        required = false;
        default = null;
      }
      // said;
    in
    where [
      {
        that = match "[a-z][A-Za-z0-9]*" key != null;
        says = "${at} must have a name like userName";
      }
      {
        that = hasAttr (said.type or "none") types;
        says = "${at}.type must be one of ${toString (attrNames types)}";
      }
      (only at (
        [
          "type"
          "description"
          "default"
          "required"
        ]
        ++ type.may
      ) said)
      {
        that = isString (said.description or null);
        says = "${at}.description is missing";
      }
      {
        that = full.default == null || type.holds full.default;
        says = "${at}.default is no ${said.type}";
      }
      {
        that = !full.required || full.default == null;
        says = "${at} has a default, so it cannot be required";
      }
      {
        that = said.type != "enum" || texts (said.values or null);
        says = "${at}.values is missing";
      }
      {
        that = !elem "keyPattern" type.may || isString (said.keyPattern or null);
        says = "${at}.keyPattern is missing";
      }
    ] full;

  port = said: {
    that =
      isInt (said.number or null)
      && elem (said.protocol or null) [
        "tcp"
        "udp"
      ]
      && isString (said.what or null);
    says = "each of ports must be { number = 80; protocol = \"tcp\" or \"udp\"; what = \"…\"; }";
  };
in
where (
  [
    {
      that = match "[a-z][a-z0-9-]*" name != null;
      says = "the name of the folder must be of a-z, 0-9 and -";
    }
    (only "it" fields given)
    {
      that = isString (given.summary or null);
      says = "summary is missing";
    }
    (only "host" [ "workspace" "tun" "nesting" ] (given.host or { }))
    {
      that =
        !(given ? host.workspace)
        || hasAttr (given.host.workspace.mountPointSetting or "") (given.settings or { });
      says = "host.workspace.mountPointSetting must name one of the settings";
    }
  ]
  ++ map listed [
    "gives"
    "needs"
    "wants"
    "conflicts"
  ]
  ++ map others [
    "wants"
    "conflicts"
  ]
  ++ map port (given.ports or [ ])
) (unsaid // given // { settings = mapAttrs setting (given.settings or { }); })
