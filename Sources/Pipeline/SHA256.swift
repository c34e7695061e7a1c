import Files

/// The SHA-256 checksum, FIPS 180-4: it names the model and cascade a recording was made with.
package enum SHA256 {
  /// Checksum of a file, 64 hexadecimal digits.
  ///
  /// - Throws: ``Files/FileError`` where the file can't be read.
  package static func ofFile(_ path: String) throws -> String {
    hex(of: try FileBytes.read(path, as: "file", limit: 1 << 31))
  }

  /// Checksum of bytes, 64 hexadecimal digits.
  package static func hex(of message: [UInt8]) -> String {
    var state = SIMD8<UInt32>(
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    let whole = message.count / 64 * 64
    var tail = Array(message[whole...]) + [0x80]
    tail += [UInt8](repeating: 0, count: (120 - tail.count) % 64)
    tail += withUnsafeBytes(of: UInt64(message.count * 8).bigEndian, Array.init)
    compress(message, count: whole, into: &state)
    compress(tail, count: tail.count, into: &state)
    return state.indices.map { index in
      let digits = String(state[index], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes in bytes, a multiple of 64.
  private static func compress(
    _ bytes: [UInt8], count: Int, into state: inout SIMD8<UInt32>
  ) {
    precondition(count % 64 == 0 && count <= bytes.count)
    // SAFETY: 16 words of 4 bytes are read from each whole block; the schedule has 64 words, and as
    // many constants there are.
    bytes.withUnsafeBytes { bytes in
      constants.withUnsafeBufferPointer { constants in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
          guard let block = bytes.baseAddress, let words = words.baseAddress,
            let constants = constants.baseAddress
          else { return }
          for start in stride(from: 0, to: count, by: 64) {
            compress(block + start, words, constants, into: &state)
          }
        }
      }
    }
  }

  /// Takes in a block of 64 bytes; `words` is scratch for 64.
  private static func compress(
    _ block: UnsafeRawPointer, _ words: UnsafeMutablePointer<UInt32>,
    _ constants: UnsafePointer<UInt32>, into state: inout SIMD8<UInt32>
  ) {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
    }
    for index in 16..<64 {
      let a = words[index &- 15]
      let b = words[index &- 2]
      words[index] =
        words[index &- 16] &+ (rotate(a, 7) ^ rotate(a, 18) ^ a &>> 3)
        &+ words[index &- 7] &+ (rotate(b, 17) ^ rotate(b, 19) ^ b &>> 10)
    }
    // Eight variables, no array: cascade and model are hashed before the first frame is read.
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let first =
        h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ constants[index]
        &+ words[index]
      let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    state = state &+ SIMD8(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // The greatest r with r³ ≤ prime · 2^96, less its whole part: exact, without rounding.
      var low: UInt64 = 0
      var high: UInt64 = 1 << 36
      while high - low > 1 {
        let middle = (low + high) / 2
        if cubeIsAtMost(middle, UInt64(prime)) { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()

  /// Whether `root³ ≤ prime · 2^96`.
  private static func cubeIsAtMost(_ root: UInt64, _ prime: UInt64) -> Bool {
    let cube = UInt128(root) * UInt128(root) * UInt128(root)
    return cube <= UInt128(prime) << 96
  }
}
