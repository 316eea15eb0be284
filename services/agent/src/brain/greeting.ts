/** What /start and /help say, and what the offline model says when it is asked what it can do. */
export const helpText = `I make and look after NixOS containers on your machine. Tell me what you want, for example:
- make me a dev box with git, fish and ripgrep
- what is running?
- add htop to dev; undo that; what changed in dev this week?
- run git --version in dev
- show the last 20 lines of dev's log
- why is dev broken?
- stop dev, start dev, restart dev
- destroy dev; bring back dev's workspace
- what modules are there? what does tailscale need?
- how is the host?`;
