# The npm scripts, for those who use just or nix.

# Arguments go on as they were given, spaces and all.
set positional-arguments

# list the recipes
default:
    @just --list

# install the workspace's packages
setup:
    npm run setup

# a terminal chat with a voxnix of your own; `just demo --say "what is running?"`
demo *arguments:
    npm run demo -- "$@"

# up | status | exec -- CMD… | logs | down | reset
sandbox *arguments:
    npm run sandbox -- "$@"

# everything that must hold before a change lands; `just test unit` for one stage
test *stages:
    npm test -- "$@"

# Biome's rules
lint:
    npm run lint

# Biome's format, written
format:
    npm run format

# the type check
check:
    npm run check

# evaluate the Nix library against a real nixpkgs: `just check-nix --nixpkgs PATH`
check-nix *arguments:
    npm run check:nix -- "$@"

# the TypeScript types of proto/
generate:
    npm run generate
