/// Reading numbers out of a file's bytes. Whoever calls has checked that the bytes are there; an
/// index beyond the end stops the program instead of reading foreign memory.
extension Array where Element == UInt8 {
  /// The 16-bit number at `index`, most significant byte first.
  func bigEndian16(at index: Int) -> Int {
    Int(self[index]) << 8 | Int(self[index + 1])
  }

  /// The 32-bit number at `index`, most significant byte first.
  func bigEndian32(at index: Int) -> Int {
    bigEndian16(at: index) << 16 | bigEndian16(at: index + 2)
  }

  /// The 16-bit number at `index`, least significant byte first.
  func littleEndian16(at index: Int) -> Int {
    Int(self[index]) | Int(self[index + 1]) << 8
  }

  /// The 32-bit number at `index`, least significant byte first.
  func littleEndian32(at index: Int) -> Int {
    littleEndian16(at: index) | littleEndian16(at: index + 2) << 16
  }

  /// Whether the ASCII characters of `text` stand at `index`.
  func has(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0 && count - index >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { characters in
      characters.indices.allSatisfy { self[index + $0] == characters[$0] }
    }
  }
}
