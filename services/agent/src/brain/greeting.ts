/** What /start and /help say, and what the offline model says when it is asked what it can do. */
export const helpText = `I make and look after NixOS containers on your machine. Tell me what you want, for example:
- make me a dev box with git and fish
- what is running?
- run git --version in dev
- show the last 20 lines of dev's log
- stop dev, start dev, restart dev
- what modules are there?
- how is the host?
- destroy dev`;
