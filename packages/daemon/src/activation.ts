/** The first file descriptor that systemd passes (sd_listen_fds(3)). */
const firstDescriptor = 3;

/**
 * The sockets that systemd opened for this process, by their FileDescriptorName=.
 * Empty if there are none or they were meant for another process.
 */
export function activatedSockets(
  environment: Record<string, string | undefined>,
  pid: number = process.pid,
): Map<string, number> {
  if (Number(environment.LISTEN_PID) !== pid) return new Map();
  const count = Number(environment.LISTEN_FDS ?? 0);
  const names = (environment.LISTEN_FDNAMES ?? "").split(":");
  return new Map(
    Array.from({ length: count }, (_, index) => [
      names[index] || `unnamed-${index}`,
      firstDescriptor + index,
    ]),
  );
}
