# A machine of its own, Intel or AMD, that boots by UEFI. If `nixos-generate-config --show-hardware-config` on
# it names further kernel modules, add them here.
{ lib, ... }:
{
  nixpkgs.hostPlatform = "x86_64-linux";
  hardware = {
    enableRedistributableFirmware = true;
    cpu.amd.updateMicrocode = lib.mkDefault true;
    cpu.intel.updateMicrocode = lib.mkDefault true;
  };
  boot = {
    initrd.availableKernelModules = [
      "ahci"
      "nvme"
      "sd_mod"
      "usb_storage"
      "usbhid"
      "xhci_pci"
    ];
    kernelModules = [
      "kvm-amd"
      "kvm-intel"
    ];
  };
}
