import { calls, type EvalCase, either, says } from "../case.ts";

/** Looking, and finding out what is wrong. */
export const questions: readonly EvalCase[] = [
  {
    say: "what's running?",
    expect: either([["list_containers"]], [["show_container", { name: "dev" }]], /dev/),
  },
  {
    say: "is dev up?",
    expect: either([["show_container", { name: "dev" }]], [["list_containers"]], /running|yes/i),
  },
  { say: "what can I put into a container?", expect: either([["list_modules"]], /git/) },
  { say: "what does tailscale need?", expect: calls(["module_details", { name: "tailscale" }]) },
  {
    say: "is there a package for json on the command line?",
    expect: calls(["find_packages", { query: /json/ }]),
  },
  {
    say: "show me the last 20 lines of dev's log",
    expect: calls(["container_logs", { name: "dev", lines: 20 }]),
  },
  { say: "what changed in dev this week?", expect: calls(["container_history", { name: "dev" }]) },
  { say: "why is web broken?", expect: calls(["inspect_container", { name: "web" }]) },
  {
    say: "dev feels slow, can you have a look?",
    expect: either([["inspect_container", { name: "dev" }]], [["host_status"]]),
    beyondOffline: true,
  },
  { say: "I can't reach dev any more", expect: calls(["inspect_container", { name: "dev" }]) },
  { say: "why did the last build fail?", expect: either([["operation_log"]], [["list_operations"]]) },
  { say: "how is the host doing?", expect: calls(["host_status"]) },
  { say: "how much disk is left on the machine", expect: calls(["host_status"]) },
  { say: "what is in the trash", expect: calls(["list_workspaces"]) },
  { say: "which secrets have I given you?", expect: calls(["list_secrets"]) },
  {
    say: "what do the nix daemon's logs say?",
    expect: calls(["unit_journal", { unit: "nix-daemon.service" }]),
  },
  { say: "what can you do for me?", expect: says(/./) },
  { say: "thanks, that's perfect", expect: says(/./) },
  { say: "which model are you?", expect: says(/model/i) },
  {
    say: "I want to give you my tailscale key",
    expect: either([["request_secret", { name: /tailscale/ }]], /\/secret/),
  },
  { say: "set the secret openai-key", expect: calls(["request_secret", { name: "openai-key" }]) },
];
