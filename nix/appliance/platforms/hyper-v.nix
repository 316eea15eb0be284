# A generation 2 machine under Hyper-V: UEFI without secure boot, disk on the synthetic SCSI controller (sda),
# no screen. Its console is COM1, which `Set-VMComPort` leads to a named pipe.
_: {
  nixpkgs.hostPlatform = "x86_64-linux";
  virtualisation.hypervGuest.enable = true;
  boot = {
    initrd.availableKernelModules = [
      "sd_mod"
      "sr_mod"
      "hv_storvsc"
    ];
    kernelParams = [
      "console=tty0"
      "console=ttyS0,115200"
    ];
  };
}
