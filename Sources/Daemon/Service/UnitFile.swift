/// The unit that runs the daemon under systemd, shut off from all that it doesn't need.
package struct UnitFile: Sendable {
  package enum Manager: Sendable {
    /// The machine's: a user of its own is made while it runs.
    case system
    /// A user's: `systemctl --user`.
    case user
  }

  private let manager: Manager
  private let executable: String
  private let configuration: String

  /// - Parameters:
  ///   - executable: the program's absolute path.
  ///   - configuration: the file it reads; nil for the usual place.
  package init(_ manager: Manager, executable: String, configuration: String?) {
    self.manager = manager
    self.executable = executable
    self.configuration =
      configuration
      ?? (manager == .system
        ? "/etc/emotion-detector/daemon.yaml" : "%E/emotion-detector/daemon.yaml")
  }

  package var text: String {
    """
    \(head)
    [Unit]
    Description=Reads facial expressions from a camera
    Documentation=file:\(configuration)
    StartLimitIntervalSec=60
    StartLimitBurst=5

    [Service]
    Type=notify
    ExecStart=\(Self.quoted(executable)) daemon --config \(Self.quoted(configuration))
    ExecReload=\(Self.quoted(executable)) control reload --socket %t/emotion-detector/control.sock
    Restart=on-failure
    RestartSec=2
    # 78: the configuration has mistakes, and a restart has none fewer.
    RestartPreventExitStatus=78
    # Fed by analysed frames; while the camera is away, by tries to open it, at most 10 s apart.
    WatchdogSec=60
    TimeoutStopSec=20
    RuntimeDirectory=emotion-detector
    RuntimeDirectoryMode=0700
    StateDirectory=emotion-detector
    StateDirectoryMode=0700
    UMask=0077
    # Each recording has encoder threads of its own; what they free stays scattered over glibc's
    # arenas: two of them keep some 20 MB less.
    Environment=MALLOC_ARENA_MAX=2
    \(manager == .system ? Self.identity + "\n" + Self.hardening : Self.userHardening)

    [Install]
    WantedBy=\(manager == .system ? "multi-user.target" : "default.target")

    """
  }

  private var head: String {
    let folder =
      manager == .system ? "/etc/systemd/system" : "~/.config/systemd/user"
    let control = manager == .system ? "systemctl" : "systemctl --user"
    return """
      # \(folder)/emotion-detector.service, printed by `emotion-detector daemon --print-unit\
      \(manager == .system ? "" : " --user")`.
      # \(control) daemon-reload && \(control) enable --now emotion-detector
      #
      # It may write below %S/emotion-detector: name folders there in the configuration. For
      # metrics.port or mqtt.host add a drop-in with
      #   [Service]
      #   PrivateNetwork=no
      #   RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
      #   IPAddressAllow=localhost (or the broker's address)
      """
  }

  private static let identity = """
    DynamicUser=yes
    SupplementaryGroups=video
    """

  /// What a user's manager can do too, without privileges.
  private static let userHardening = """
    NoNewPrivileges=yes
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    RestrictNamespaces=yes
    RestrictAddressFamilies=AF_UNIX
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    SystemCallErrorNumber=EPERM
    """

  /// PrivateDevices= would hide the camera: of the devices the video ones alone are let through.
  private static let hardening = """
    DevicePolicy=closed
    DeviceAllow=char-video4linux rw
    CapabilityBoundingSet=
    AmbientCapabilities=
    NoNewPrivileges=yes
    ProtectSystem=strict
    ProtectHome=yes
    PrivateTmp=yes
    PrivateNetwork=yes
    PrivateIPC=yes
    ProtectClock=yes
    ProtectHostname=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    ProtectControlGroups=yes
    ProtectProc=invisible
    ProcSubset=pid
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    RestrictNamespaces=yes
    RestrictAddressFamilies=AF_UNIX
    IPAddressDeny=any
    RemoveIPC=yes
    KeyringMode=private
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    SystemCallErrorNumber=EPERM
    """

  /// An argument as systemd reads it: in quotes, with its own signs doubled.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "/._-%~+".contains($0) }
    if isPlain { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
