# A guest of VirtualBox with "Enable EFI": SATA disk (sda), bridged network. No guest additions: a machine
# without a screen has no use for them.
_: {
  nixpkgs.hostPlatform = "x86_64-linux";
  boot.initrd.availableKernelModules = [
    "ahci"
    "ata_piix"
    "sd_mod"
    "sr_mod"
    "virtio_pci"
    "virtio_scsi"
    "xhci_pci"
  ];
}
