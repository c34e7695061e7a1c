import Files
import Glibc
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
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = try rest.withUnsafeBytes { bytes in
        try systemCall("write to it", on: name) {
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        }
      }
      rest = rest.dropFirst(count)
    }
  }

  func close() {}
}
