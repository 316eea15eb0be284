import { calls, type EvalCase, either } from "../case.ts";

/** Starting, stopping, changing, undoing. */
export const changes: readonly EvalCase[] = [
  { say: "stop dev", expect: calls(["stop_container", { name: "dev" }]) },
  { say: "please boot the web container", expect: calls(["start_container", { name: "web" }]) },
  {
    say: "turn it off and on again, dev I mean",
    expect: calls(["restart_container", { name: "dev" }]),
    beyondOffline: true,
  },
  { say: "reboot dev", expect: calls(["restart_container", { name: "dev" }]) },
  { say: "get rid of web", expect: calls(["destroy_container", { name: "web" }]) },
  {
    say: "add ripgrep to web",
    expect: calls(["update_container", { name: "web", add_packages: ["ripgrep"] }]),
  },
  {
    say: "could you install htop and fish in dev please",
    expect: calls([
      "update_container",
      { name: "dev", add_packages: ["htop"], add_modules: [{ name: "fish" }] },
    ]),
  },
  {
    say: "I don't need git in dev any more",
    expect: calls(["update_container", { name: "dev", remove_modules: ["git"] }]),
  },
  {
    say: "uninstall ripgrep from dev",
    expect: calls(["update_container", { name: "dev", remove_packages: ["ripgrep"] }]),
  },
  {
    say: "replace fish with git in web",
    expect: calls([
      "update_container",
      { name: "web", add_modules: [{ name: "git" }], remove_modules: ["fish"] },
    ]),
  },
  {
    say: "set the git user name in dev to Grace Hopper",
    expect: calls([
      "update_container",
      { name: "dev", add_modules: [{ name: "git", settings: { userName: "Grace Hopper" } }] },
    ]),
  },
  {
    say: "what would change if I add jq to dev?",
    expect: calls(["update_container", { name: "dev", add_packages: ["jq"], preview_only: true }]),
  },
  {
    say: "web should start with the host",
    expect: calls(["update_container", { name: "web", autostart: true }]),
  },
  {
    say: "roll dev back to generation 1",
    expect: calls(["rollback_container", { name: "dev", generation: 1 }]),
  },
  { say: "put dev back the way it was before", expect: calls(["rollback_container", { name: "dev" }]) },
  {
    say: "take a snapshot of dev called before-upgrade",
    expect: calls(["snapshot_workspace", { name: "dev", label: "before-upgrade" }]),
  },
  { say: "bring back the workspace of oldbox", expect: calls(["restore_workspace", { name: "oldbox" }]) },
  { say: "empty the trash", expect: calls(["discard_workspace"]) },
  {
    say: "run git --version in dev",
    expect: calls(["run_command", { name: "dev", command: "git --version" }]),
  },
  {
    say: "in dev, please do a git clone of https://example.org/x.git into /workspace",
    expect: calls(["run_command", { name: "dev", command: /git clone/ }]),
  },
  { say: "cancel whatever you are building", expect: either([["list_operations"]], /nothing/i) },
];
