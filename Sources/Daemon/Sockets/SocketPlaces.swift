/// Where the sockets lie when the configuration doesn't say.
package enum SocketPlaces {
  /// The control socket's usual place: the folder that systemd made for the service, the user's, or
  /// the machine's.
  package static func control(environment: [String: String]) -> String {
    // systemd names several folders with colons between them; the first is the unit's first.
    if let made = environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first {
      return "\(made)/control.sock"
    }
    if let own = environment["XDG_RUNTIME_DIR"], own.hasPrefix("/") {
      return "\(own)/emotion-detector/control.sock"
    }
    return "/run/emotion-detector/control.sock"
  }
}
