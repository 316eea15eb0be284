rec {
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  toList = value: if builtins.isList value then value else [ value ];
  flatten = value: if builtins.isList value then builtins.concatMap flatten value else [ value ];
  last = list: builtins.elemAt list (builtins.length list - 1);
  init = list: builtins.genList (builtins.elemAt list) (builtins.length list - 1);
  unique = builtins.foldl' (
    kept: value: if builtins.elem value kept then kept else kept ++ [ value ]
  ) [ ];
  intersectLists = others: builtins.filter (value: builtins.elem value others);
  subtractLists = gone: builtins.filter (value: !builtins.elem value gone);
  imap0 =
    f: list: builtins.genList (index: f index (builtins.elemAt list index)) (builtins.length list);
  imap1 = f: imap0 (index: f (index + 1));
  range = from: to: if from > to then [ ] else builtins.genList (index: from + index) (to - from + 1);
  foldr =
    f: nul: list:
    let
      from =
        index:
        if index == builtins.length list then nul else f (builtins.elemAt list index) (from (index + 1));
    in
    from 0;
}
