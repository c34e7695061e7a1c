/// Numbers of bytes as people write them: `500000`, `64 MiB`.
package enum ByteCount {
  private static let units = ["KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40]

  /// - Returns: nil for what is no number of bytes, or more than an `Int` holds.
  package static func parse(_ text: String) -> Int? {
    let number = text.prefix { $0.isNumber }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Int(number) else { return nil }
    if unit.isEmpty { return value }
    guard let shift = units[String(unit)] else { return nil }
    let (bytes, overflows) = value.multipliedReportingOverflow(by: 1 << shift)
    return overflows ? nil : bytes
  }

  /// The shortest way to write it exactly.
  package static func text(_ bytes: Int) -> String {
    let fitting = units.filter { bytes > 0 && bytes % (1 << $0.value) == 0 }
    guard let unit = fitting.max(by: { $0.value < $1.value }) else { return "\(bytes)" }
    return "\(bytes >> unit.value) \(unit.key)"
  }
}
