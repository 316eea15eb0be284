import type { ModuleInput } from "@voxnix/protocol";

/** Packages of the fake nixpkgs, with their versions. */
export const testPackages: Record<string, string> = {
  ripgrep: "14.1.1",
  htop: "3.4.1",
  jq: "1.7.1",
  "python3Packages.requests": "2.32.3",
};

/** Modules for tests: the shape of the real ones, and one of each type of setting. */
export const testModules: ModuleInput[] = [
  {
    name: "env",
    summary: "environment variables in every shell and service",
    settings: [
      {
        name: "variables",
        type: "TEXT_MAP",
        description: "Names and values",
        keyPattern: "[A-Za-z_][A-Za-z0-9_]*",
      },
      {
        name: "secrets",
        type: "SECRET_MAP",
        description: "Names and the secrets that they hold",
        keyPattern: "[A-Za-z_][A-Za-z0-9_]*",
      },
    ],
  },
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
    name: "tailscale",
    summary: "Tailscale, so that the container is in your tailnet",
    gives: ["tailscale"],
    ports: [{ number: 41641, protocol: "udp", what: "WireGuard" }],
    needs: ["the tun device"],
    settings: [
      {
        name: "authKey",
        type: "SECRET",
        description: "The secret that holds an auth key of your tailnet",
        required: true,
      },
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
