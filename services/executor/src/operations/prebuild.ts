import type { Choice } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import type { Step } from "./steps.ts";

/** Builds the image of a choice before anybody asks for it. There is nothing to undo: it is of use to others. */
export function prebuildSteps({ composer, images }: Parts, choice: Choice): Step[] {
  return [
    {
      name: "compose",
      async do({ report, signal, result }) {
        const info = images.at(await composer.image(choice, report, signal));
        if (info !== undefined) result.image = info;
      },
    },
  ];
}
