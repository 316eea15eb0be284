# How both services are started, watched and started again.
{ watchdog }:
{
  Type = "notify";
  NotifyAccess = "all"; # systemd-notify is a child of the service
  WatchdogSec = "${toString watchdog}s";
  TimeoutStartSec = "60s";
  TimeoutStopSec = "45s"; # work under way may come to an end
  Restart = "on-failure";
}
