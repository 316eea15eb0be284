# What follows from a network in CIDR form: { gateway, prefixLength, isNetwork }.
# The bridge has the first address; containers get the others.
cidr:
let
  parts = builtins.match "([0-9]+)\\.([0-9]+)\\.([0-9]+)\\.([0-9]+)/([0-9]+)" cidr;
  number = index: builtins.fromJSON (builtins.elemAt parts index);
  prefixLength = number 4;
  power = exponent: if exponent == 0 then 1 else 2 * power (exponent - 1);
  size = power (32 - prefixLength);
  base = ((number 0 * 256 + number 1) * 256 + number 2) * 256 + number 3;
  first = base / size * size;
  octet =
    address: exponent:
    let
      shifted = address / power exponent;
    in
    toString (shifted - shifted / 256 * 256);
  dotted = address: "${octet address 24}.${octet address 16}.${octet address 8}.${octet address 0}";
in
{
  inherit prefixLength;
  gateway = dotted (first + 1);
  # Whether the address is that of the network itself, as in 10.88.0.0/24 and not 10.88.0.7/24.
  isNetwork = first == base;
}
