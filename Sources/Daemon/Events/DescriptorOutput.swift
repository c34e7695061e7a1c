import Files
import Pipeline

/// Events on an open descriptor that is not closed at the end: standard output.
final class DescriptorOutput: EventOutput {
  private let name: String
  private let descriptor: Int32

  init(_ descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  func write(_ text: String) throws {
    try writeAll(Array(text.utf8), to: descriptor, on: name, operation: "write to it")
  }

  func close() {}
}
