import Foundation

/// What the commands say to a person: on standard error, so that results stay alone on standard
/// output.
enum Console {
  /// Whether standard error is a terminal, where a line may be drawn again.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Draws a line over the last one; only for terminals.
  static func redraw(_ line: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }

  /// A bar of 24 characters that is filled by a share, 0...1.
  static func bar(_ share: Double) -> String {
    let (width, filled) = (24, Int(share * 24))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }

  /// Number of cores this process may use.
  static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}
