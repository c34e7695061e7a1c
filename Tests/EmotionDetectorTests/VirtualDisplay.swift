import Foundation
import Programs

/// An X server whose screen is memory, for one test.
final class VirtualDisplay {
  private static let program = "/usr/bin/Xvfb"

  /// Whether this machine has the server.
  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private let process = Process()
  /// What a program's environment needs to find it.
  let environment: [String: String]

  /// Starts it under a number that is free, and waits until it takes clients.
  init() throws {
    let numbers = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = numbers
    process.standardError = FileHandle.nullDevice
    try process.run()
    environment = ["DISPLAY": ":\(try Self.line(of: numbers.fileHandleForReading))"]
  }

  /// The number, which the server writes in two pieces: without the second it would break off.
  private static func line(of file: FileHandle) throws -> String {
    var text = Data()
    while let more = try file.read(upToCount: 1), !more.isEmpty, more != Data("\n".utf8) {
      text += more
    }
    return String(decoding: text, as: UTF8.self)
  }

  deinit { close() }

  /// From now on it answers nobody, until it is resumed.
  func suspend() { kill(process.processIdentifier, SIGSTOP) }

  func resume() { kill(process.processIdentifier, SIGCONT) }

  /// Takes it away from its clients at once.
  func close() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
