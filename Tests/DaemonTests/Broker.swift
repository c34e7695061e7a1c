import Foundation
import Programs

/// A real broker on a loopback port, and what its subscribers get.
final class Broker {
  static let executable = "/usr/sbin/mosquitto"
  static var isThere: Bool {
    [executable, subscriber].allSatisfy(FileManager.default.isExecutableFile)
  }
  private static let subscriber = "/usr/bin/mosquitto_sub"

  let port: Int
  private let configuration: String
  private let program: RunningProgram

  /// Starts it and waits until it answers.
  ///
  /// - Parameters:
  ///   - port: one that was free, to start a broker again where one was; nil to look for one.
  ///   - more: lines of its configuration.
  init(in folder: TemporaryFolder, port: Int? = nil, _ more: String = "allow_anonymous true")
    throws
  {
    self.port = try port ?? Self.freePort()
    let text = "listener \(self.port) 127.0.0.1\n\(more)\nuser root\n"
    configuration = try folder.file("mosquitto.conf", text)
    program = try RunningProgram(["-c", configuration], executable: Self.executable)
    let port = self.port
    _ = eventually { (try? HTTPClient.connects(to: port)) ?? false }
  }

  /// Ends it. A program started here has SIGTERM blocked, as the threads of tests have.
  func end() { _ = program.end(with: SIGKILL) }

  /// Messages that are kept or come, each as its topic, a space and its text.
  func messages(_ topic: String, count: Int, _ more: [String] = []) throws -> [String] {
    let outcome = try Program.run(
      [
        "-h", "127.0.0.1", "-p", "\(port)", "-t", topic, "-C", "\(count)", "-W", "30", "-v",
      ] + more, executable: Self.subscriber)
    return outcome.outputLines.map(String.init).sorted()
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, length)
        getsockname(descriptor, $0, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
