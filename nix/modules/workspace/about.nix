{
  summary = "a folder that outlives restarts and rebuilds, kept on the host";
  settings = {
    mountPoint = {
      type = "string";
      default = "/workspace";
      description = "Where the folder is in the container: under /workspace, /home, /srv, /mnt or /data";
      # No space and no colon: the path becomes part of a flag that is split at both.
      pattern = "/(workspace|home|srv|mnt|data)(/[A-Za-z0-9_][A-Za-z0-9._-]*)*";
      maxLength = 200;
    };
  };
  # The host binds the container's workspace folder at the path that this setting holds.
  host.workspace.mountPointSetting = "mountPoint";
}
