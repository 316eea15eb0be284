# Recipes for those who use just or nix: the npm scripts, and the care of an appliance.

# Arguments go on as they were given, spaces and all.
set positional-arguments

# the appliance that recipes speak to: `just host=192.168.1.20 status`; "sandbox" is this checkout's
host := env("VOXNIX_HOST", "")
nix := "nix --extra-experimental-features 'nix-command flakes'"
appliance := ".#nixosConfigurations.appliance.config.system.build"
disk := nix + " eval --raw .#nixosConfigurations.appliance.config.voxnix.home.machine.disk"
secrets := "nix/appliance/secrets"

# list the recipes
default:
    @just --list --unsorted

# install the workspace's packages
[group('workspace')]
setup:
    npm run setup

# a terminal chat with a voxnix of your own: `just demo --say "what is running?"`
[group('workspace')]
demo *arguments:
    npm run demo -- "$@"

# the appliance on this machine: up | status | exec -- CMD… | logs | down | reset
[group('workspace')]
sandbox *arguments:
    npm run sandbox -- "$@"

# everything that must hold before a change lands; `just test unit` for one stage
[group('workspace')]
test *stages:
    npm test -- "$@"

# Biome's rules
[group('workspace')]
lint:
    npm run lint

# Biome's format, written
[group('workspace')]
format:
    npm run format

# the type check
[group('workspace')]
check:
    npm run check

# evaluate all Nix code against a real nixpkgs: `just check-nix --nixpkgs PATH`
[group('workspace')]
check-nix *arguments:
    npm run check:nix -- "$@"

# the TypeScript types of proto/
[group('workspace')]
generate:
    npm run generate

# what nix/appliance/home.nix still leaves open
[group('appliance')]
ready:
    nix/appliance/admin/ready.sh deploy

# install the appliance on the machine at this address, which runs the NixOS installer; erases its disk, asks first
[group('appliance')]
provision address:
    nix/appliance/admin/ready.sh provision
    {{ nix }} build --out-link result-disk {{ appliance }}.disk
    {{ nix }} build --out-link result-system {{ appliance }}.toplevel
    nix/appliance/admin/ask.sh {{ quote(address) }} "This erases $({{ disk }}) of the machine at "{{ quote(address) }}" and installs the appliance on it."
    nix/appliance/admin/install.sh {{ quote(address) }} result-disk result-system "$({{ disk }})"

# bring this checkout's configuration to the appliance at this address and switch to it; asks first
[group('appliance')]
deploy address:
    nix/appliance/admin/ready.sh deploy
    {{ nix }} build --out-link result-system {{ appliance }}.toplevel
    nix/appliance/admin/ask.sh {{ quote(address) }} "This switches the appliance at "{{ quote(address) }}" to $(readlink result-system). Its services restart; containers keep running."
    nix/appliance/admin/switch.sh {{ quote(address) }} result-system

# go back to the system that the appliance at this address had before; asks first
[group('appliance')]
rollback address:
    nix/appliance/admin/ask.sh {{ quote(address) }} "This switches the appliance at "{{ quote(address) }}" to the system that it had before. Its services restart; containers keep running."
    nix/appliance/admin/on-host.sh {{ quote(address) }} nixos-rebuild switch --rollback

# edit the agent's secrets: TELEGRAM_BOT_TOKEN, OPENROUTER_API_KEY and the like
[group('appliance')]
secrets-edit:
    cd {{ secrets }} && {{ nix }} run ../../..#agenix -- --edit agent.age

# encrypt the secrets anew, after a change of keys in nix/appliance/home.nix
[group('appliance')]
secrets-rekey:
    cd {{ secrets }} && {{ nix }} run ../../..#agenix -- --rekey

# the services' journal: `just logs --follow`, `just logs --since today`
[group('host')]
logs *arguments:
    nix/appliance/admin/on-host.sh {{ quote(host) }} journalctl --no-pager --lines=100 --unit=voxnix-executor.service --unit=voxnix-agent.service "$@"

# how the host is: units, checks, containers, disk
[group('host')]
status:
    nix/appliance/admin/on-host.sh {{ quote(host) }} voxnix-status

# a shell, or a program, as the running executor or agent is: environment, namespaces, limits
[group('host')]
debug service *program:
    nix/appliance/admin/on-host.sh {{ quote(host) }} voxnix-debug "$@"

# destroy containers that nobody's record knows; lists them and asks first
[group('host')]
prune *options:
    nix/appliance/admin/on-host.sh {{ quote(host) }} voxnix-prune "$@"
