import { CODE } from "@voxnix/sandbox";

/** Whatever takes a second elsewhere takes many where the processor is emulated. */
const patience = "600s";

/** The executor's own, in the sandbox as well: a longer patience makes other units, which are not to be made anew. */
export const executorFile = {
  path: "etc/systemd/system/voxnix-executor.service.d/vm.conf",
  // Held at a moment, it must not be ended for its silence.
  text: `[Service]
Environment="NODE_OPTIONS=--import ${CODE}/tests/vm/guest/points.mjs"
Environment=VOXNIX_START_TIMEOUT_S=600
RuntimeDirectory=voxnix-vm
RuntimeDirectoryPreserve=yes
TimeoutStartSec=${patience}
WatchdogSec=0
`,
};

/** What a machine needs beyond an appliance: it starts alone, and is spoken to from outside. Path → text. */
export const machineFiles: Readonly<Record<string, string>> = {
  "etc/fstab": "/dev/vda / ext4 defaults 0 0\n",
  // There is no udev to load them when their devices show up.
  "etc/modules-load.d/vm.conf": "virtio_net\nbridge\nveth\ntun\n",
  "etc/systemd/system.conf.d/vm.conf": `[Manager]\nDefaultTimeoutStartSec=${patience}\nDefaultTimeoutStopSec=${patience}\n`,
  // The outside reaches the machine, the machine reaches nobody.
  "etc/systemd/system/vm-network.service": `[Unit]
Description=The machine's own address
After=systemd-modules-load.service
DefaultDependencies=no

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/ip address replace 10.0.2.15/24 dev eth0
ExecStart=/usr/sbin/ip link set eth0 up
`,
  "etc/systemd/system/vm-shell.socket": socket("A shell for the tests", "10.0.2.15:1022", "Accept=yes"),
  "etc/systemd/system/vm-shell@.service": `[Unit]
Description=A script of the tests
CollectMode=inactive-or-failed

[Service]
ExecStart=-/bin/sh -c 'read -r line; sh -c "$(echo "$line" | base64 -d)" 2>&1; echo; echo ENDED $?'
StandardInput=socket
StandardOutput=socket
StandardError=journal
Environment=HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
`,
  ...door("admin", 7001),
  ...door("agent", 7002),
  // Held at a moment, it must not be ended for its silence.
  // Those that were made in the sandbox have its patience.
  "etc/systemd/system/container@.service.d/vm.conf": `[Service]\nTimeoutStartSec=${patience}\n`,
};

const units = "etc/systemd/system";
/** Units to be started, and those that would only wait for what is not there. Path → target. */
export const machineLinks: Readonly<Record<string, string>> = {
  [`${units}/sysinit.target.wants/vm-network.service`]: "../vm-network.service",
  ...Object.fromEntries(
    ["vm-shell", "vm-door-admin", "vm-door-agent"].map((name) => [
      `${units}/sockets.target.wants/${name}.socket`,
      `../${name}.socket`,
    ]),
  ),
  ...Object.fromEntries(
    ["serial-getty@ttyS0.service", "getty@tty1.service", "fstrim.timer", "e2scrub_all.timer"].map((unit) => [
      `${units}/${unit}`,
      "/dev/null",
    ]),
  ),
};

function socket(description: string, stream: string, more = ""): string {
  return `[Unit]
Description=${description}
Requires=vm-network.service
After=vm-network.service

[Socket]
ListenStream=${stream}
${more}
`;
}

function door(name: string, port: number): Record<string, string> {
  return {
    [`etc/systemd/system/vm-door-${name}.socket`]: socket(`The executor's ${name} door`, `10.0.2.15:${port}`),
    [`etc/systemd/system/vm-door-${name}.service`]: `[Unit]
Description=The executor's ${name} door
Requires=vm-door-${name}.socket

[Service]
ExecStart=/usr/lib/systemd/systemd-socket-proxyd /run/voxnix/${name}.sock
`,
  };
}
