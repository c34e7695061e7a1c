import Glibc

/// Tells the service manager how the daemon is doing: sd_notify(3), a datagram a message.
///
/// Without a service manager, or with one that doesn't listen, nothing happens. Any thread.
package struct ServiceNotifier: Sendable {
  private let socket: String?

  /// - Parameter environment: `NOTIFY_SOCKET` names the socket, a path or an abstract name with `@`
  ///   in front.
  package init(environment: [String: String]) {
    socket = environment["NOTIFY_SOCKET"].flatMap {
      $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil
    }
  }

  /// Everything is up, or the reload is over.
  package func ready(status: String) { send("READY=1\nSTATUS=\(Self.oneLine(status))") }

  /// What `systemctl status` shows.
  package func status(_ text: String) { send("STATUS=\(Self.oneLine(text))") }

  /// A sign of life for the watchdog.
  package func watchdog() { send("WATCHDOG=1") }

  /// A reload has begun; ``ready(status:)`` ends it.
  package func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  /// The end has begun.
  package func stopping() { send("STOPPING=1") }

  private func send(_ message: String) {
    guard let socket, let address = UnixAddress(socket) else { return }
    let descriptor = Glibc.socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(message.utf8)
    _ = address.with {
      // A manager that doesn't listen must not hold the daemon up.
      sendto(
        descriptor, bytes, bytes.count,
        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0, $1)
    }
  }

  /// A line's end would begin another variable.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
