import { expect, test } from "vitest";
import { parseAddresses, parseGateway, parseNameServers } from "./inspect-network.ts";

test("addresses are those that others could reach, with their interface", () => {
  const links = [
    { ifname: "lo", addr_info: [{ local: "127.0.0.1", prefixlen: 8, scope: "host" }] },
    {},
    {
      ifname: "eth0",
      addr_info: [
        { local: "10.88.0.5", prefixlen: 24, scope: "global" },
        { local: "fe80::1", prefixlen: 64, scope: "link" },
      ],
    },
  ];
  expect(parseAddresses(JSON.stringify(links))).toEqual([{ interface: "eth0", address: "10.88.0.5/24" }]);
});

test("a container without a route has no gateway", () => {
  expect(parseGateway("")).toBe("");
  expect(parseGateway("[]")).toBe("");
  expect(parseGateway('[{"dst":"default","gateway":"10.88.0.1","dev":"eth0"}]')).toBe("10.88.0.1");
});

test("name servers are read past comments", () => {
  expect(
    parseNameServers("# nameserver 9.9.9.9\nsearch lan\nnameserver 10.88.0.1\nnameserver fd00::1\n"),
  ).toEqual(["10.88.0.1", "fd00::1"]);
});
