import Foundation

/// What a client of the control socket is told: one line of JSON.
package struct ControlAnswer: Codable, Sendable, Equatable {
  package var ok = true
  /// Why not.
  package var error: String?
  /// The mistakes of a configuration that was refused.
  package var mistakes: [String]?
  package var status: StatusReport?
  /// What was written.
  package var path: String?
  package var metrics: String?

  package init() {}

  package init(refusal: String) {
    ok = false
    error = refusal
  }

  package init(_ error: any Error) {
    ok = false
    if case DaemonError.unusableConfiguration(let mistakes) = error {
      self.error = "the configuration has mistakes; all stays as it was"
      self.mistakes = mistakes.map(\.description)
    } else {
      self.error = "\(error)"
    }
  }

  /// The line, without its line feed.
  package var line: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // It fails for numbers that are none, which a report doesn't hold.
    return (try? encoder.encode(self)).map { [UInt8]($0) }
      ?? Array(#"{"error":"the answer can't be written","ok":false}"#.utf8)
  }

  package init(line: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(ControlAnswer.self, from: Data(line))
  }
}
