import Foundation

/// What a client of the control socket asks for: one line of JSON.
package struct ControlRequest: Codable, Sendable, Equatable {
  package enum Command: String, Codable, Sendable, CaseIterable {
    case status, pause, resume, record, snapshot, reload, metrics
  }

  package var command: Command
  /// `record`: how long; nil for until it is stopped.
  package var seconds: Double?
  /// `record`: whether it is to end instead of to begin.
  package var stop: Bool?

  package init(_ command: Command, seconds: Double? = nil, stop: Bool? = nil) {
    self.command = command
    self.seconds = seconds
    self.stop = stop
  }

  /// - Throws: ``DaemonError/refused(_:)`` for what is no request.
  package init(line: [UInt8]) throws {
    do {
      self = try JSONDecoder().decode(ControlRequest.self, from: Data(line))
    } catch {
      let names = Command.allCases.map(\.rawValue).joined(separator: ", ")
      throw DaemonError.refused(
        "this is no request; wanted is a line such as {\"command\":\"status\"}, with one of "
          + names)
    }
    if let seconds, !(seconds > 0 && seconds <= 86400) {
      throw DaemonError.refused("seconds is greater than 0 and no more than 86400")
    }
  }

  package var line: [UInt8] {
    get throws { [UInt8](try JSONEncoder().encode(self)) }
  }
}
