# A guest of Proxmox VE, or of any QEMU: UEFI (OVMF), VirtIO SCSI disk, VirtIO network, a serial console.
# Its disk is /dev/sda with the VirtIO SCSI controller, /dev/vda with VirtIO Block.
_: {
  nixpkgs.hostPlatform = "x86_64-linux";
  services.qemuGuest.enable = true;
  boot = {
    initrd.availableKernelModules = [
      "ahci"
      "sd_mod"
      "sr_mod"
      "virtio_pci"
      "virtio_scsi"
      "virtio_blk"
      "xhci_pci"
    ];
    kernelModules = [ "virtio_balloon" ];
    kernelParams = [
      "console=tty0"
      "console=ttyS0,115200"
    ];
  };
}
