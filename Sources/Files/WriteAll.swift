import Glibc

/// Writes every byte to an open file, pipe or terminal.
///
/// - Parameters:
///   - path: what the descriptor is called in errors.
///   - operation: what is tried, as it follows "cannot" in a message.
/// - Throws: ``FileError/system(path:operation:errno:)``; a part may have been written then.
package func writeAll(
  _ bytes: [UInt8], to descriptor: Int32, on path: String, operation: String = "write it"
) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = try rest.withUnsafeBytes { buffer in
      // SAFETY: at most the rest of the bytes is written.
      try systemCall(operation, on: path) {
        Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
    }
    rest = rest.dropFirst(count)
  }
}
