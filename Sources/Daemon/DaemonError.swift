/// What the daemon can't do, in a sentence for its log or for who commands it.
package enum DaemonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The configuration has these mistakes.
  case unusableConfiguration([ConfigurationMistake])
  /// A socket's path is longer than the system takes.
  case longSocketPath(String)
  /// Another program listens there.
  case socketInUse(String)
  /// Something that is no socket lies there.
  case notASocket(String)
  /// Nobody listens there.
  case noDaemon(socket: String)
  /// The daemon gave no answer in time, or one that is none.
  case noAnswer(socket: String, reason: String)
  /// The daemon refused, in its words.
  case refused(String)
  /// The MQTT broker, or the library that talks to it, refuses.
  case unusableBroker(host: String, reason: String)
  /// No folder for pictures is configured.
  case noRecordingFolder
  /// No picture may be kept.
  case noPictures
  /// No frame has come yet, or none comes.
  case noFrame

  package var description: String {
    switch self {
    case .unusableConfiguration(let mistakes):
      mistakes.map(\.description).joined(separator: "\n")
    case .longSocketPath(let path):
      "\(path): is longer than the 107 bytes that a socket's path may have; choose a shorter one"
    case .socketInUse(let path):
      "\(path): another daemon listens there; stop it, or choose another socket"
    case .notASocket(let path):
      "\(path): is there already and no socket; move it away, or choose another path"
    case .noDaemon(let socket):
      "\(socket): no daemon listens there; start `emotion-detector daemon`, or name its socket with "
        + "--socket"
    case .noAnswer(let socket, let reason):
      "\(socket): no answer: \(reason); look into the daemon's log"
    case .refused(let reason): reason
    case .unusableBroker(let host, let reason):
      "MQTT broker \(host): \(reason); check mqtt: in the configuration, and the broker"
    case .noRecordingFolder:
      "no picture is kept: set recording.folder in the configuration and reload"
    case .noPictures:
      "no picture is kept with recording.privacy: events-only; choose blur or box and reload"
    case .noFrame:
      "there is no frame to keep; `emotion-detector control status` tells why"
    }
  }
}
