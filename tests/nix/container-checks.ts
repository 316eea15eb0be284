import { compose, type Setting } from "./setting.ts";
import { type Check, derivation, refusal } from "./table.ts";

/** The host's side of containers, and what an image says of the host. */
export function containerChecks(setting: Setting): Check[] {
  const takes = (name: string, differences: object): Check => [
    `host side: ${name}`,
    async () =>
      derivation(
        await compose(setting, "host-side.nix", {
          ...{ bridge: "br-vox", prefixLength: 24, startTimeoutSeconds: 120 },
          ...differences,
        }),
        /-container-template\.drv$/,
      ),
  ];
  return [
    takes("plain", {}),
    takes("with everything set", { tun: true, nesting: true }),
    [
      "refused: a gateway that is no text",
      async () =>
        refusal(
          await compose(setting, "image.nix", { modules: {}, host: { gateway: 7 } }),
          /networking\.defaultGateway\.address' is not of type/,
        ),
    ],
  ];
}
