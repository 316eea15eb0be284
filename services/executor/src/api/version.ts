import about from "../../package.json" with { type: "json" };

/** The executor's own version. */
export const version: string = about.version;
