{
  summary = "docker, for containers inside the container";
  gives = [
    "docker"
    "docker compose"
  ];
  needs = [
    "the kernel modules overlay, br_netfilter, nf_nat and veth, which a container cannot load by itself"
    "three more system calls for the container: add_key, keyctl and bpf"
    "the leave of the host's admin, who takes it off services.voxnix.containers.forbiddenModules"
  ];
  host.nesting = true;
  settings = {
    prune = {
      type = "boolean";
      default = false;
      description = "Remove what no container uses, once a week";
    };
  };
  fact = true;
}
