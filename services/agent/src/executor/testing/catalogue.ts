import type { ModuleInput } from "@voxnix/protocol";

/** Modules for tests: the shape of the real ones, and one of each type of setting. */
export const testModules: ModuleInput[] = [
  {
    name: "fish",
    summary: "fish, a friendly shell, as the login shell",
    settings: [{ name: "greeting", type: "TEXT", description: "What fish says when it starts" }],
  },
  {
    name: "git",
    summary: "git, with your name set up for commits",
    settings: [
      { name: "userName", type: "TEXT", description: "The name that commits carry" },
      { name: "userEmail", type: "TEXT", description: "The address that commits carry" },
      {
        name: "defaultBranch",
        type: "TEXT",
        description: "The branch that git init starts with",
        defaultValue: { text: "main" },
      },
    ],
  },
  {
    name: "postgres",
    summary: "PostgreSQL, a database",
    settings: [
      { name: "port", type: "WHOLE_NUMBER", description: "Port", minimum: 1024, maximum: 65535 },
      { name: "logging", type: "YES_NO", description: "Log each statement" },
      {
        name: "durability",
        type: "CHOICE",
        description: "How safe a commit is",
        choices: ["full", "relaxed"],
      },
      { name: "databases", type: "TEXT_LIST", description: "Databases to make" },
    ],
  },
  {
    name: "workspace",
    summary: "a folder that outlives restarts and rebuilds, kept on the host",
    settings: [
      {
        name: "mountPoint",
        type: "TEXT",
        description: "Where the folder is in the container",
        defaultValue: { text: "/workspace" },
      },
    ],
  },
];
