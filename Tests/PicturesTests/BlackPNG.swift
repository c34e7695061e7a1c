/// A black gray-scale PNG, packed as tightly as the format allows: about 1,030 to 1.
enum BlackPNG {
  static func file(width: Int, height: Int) -> [UInt8] {
    let header: [UInt8] = bigEndian(width) + bigEndian(height) + [8, 0, 0, 0, 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", header)
    file += chunk("IDAT", zeros(count: height * (width + 1)))
    file += chunk("IEND", [])
    return file
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + content
    return bigEndian(content.count) + checked + bigEndian(Int(checksum(checked)))
  }

  /// CRC-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
    }
    return ~sum
  }

  /// A zlib stream of zeros: one block with codes of its own (RFC 1951, 3.2.7), in which "258 bytes
  /// as the one before" takes two bits.
  private static func zeros(count: Int) -> [UInt8] {
    var bits = Bits()
    bits.append(1, count: 1)  // The last block,
    bits.append(2, count: 2)  // with codes of its own:
    bits.append(29, count: 5)  // 286 for bytes and lengths,
    bits.append(0, count: 5)  // 1 for distances,
    bits.append(14, count: 4)  // and 18 lengths of codes for the lengths of those.
    // In the order 16, 17, 18, 0, 8, …, 2, 14, 1: a bit for 18 (many zeros), two for 2 and for 1.
    for index in 0..<18 {
      bits.append(index == 2 ? 1 : [15, 17].contains(index) ? 2 : 0, count: 3)
    }
    let (one, two) = (0b01, 0b11)  // First bit first: 10 and 11.
    func noCodes(_ count: Int) {
      bits.append(0, count: 1)
      bits.append(count - 11, count: 7)
    }
    bits.append(two, count: 2)  // Byte 0,
    noCodes(138)
    noCodes(117)
    bits.append(two, count: 2)  // the end,
    noCodes(28)
    bits.append(one, count: 2)  // and 258 bytes;
    bits.append(one, count: 2)  // distance 1.
    let (matches, rest) = (count - 1).quotientAndRemainder(dividingBy: 258)
    let zero = 0b01  // 10; the end is 11, 258 bytes are 0, their distance is 0.
    bits.append(zero, count: 2)
    for _ in 0..<matches { bits.append(0, count: 2) }
    for _ in 0..<rest { bits.append(zero, count: 2) }
    bits.append(0b11, count: 2)
    // Adler-32 of zeros: 1 in the lower half, their number in the upper.
    let sum = (count % 65_521) << 16 | 1
    return [0x78, 0xDA] + bits.bytes + bigEndian(sum)
  }

  /// Bits from the lowest of each byte on.
  private struct Bits {
    private(set) var bytes: [UInt8] = []
    private var filled = 0

    mutating func append(_ value: Int, count: Int) {
      for bit in 0..<count {
        if filled % 8 == 0 { bytes.append(0) }
        bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << UInt8(filled % 8)
        filled += 1
      }
    }
  }
}
