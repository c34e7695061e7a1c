import Files
import Foundation

/// A file of comma-separated values with a header (RFC 4180), read whole.
///
/// Lines may end with CR LF or LF; a quoted field may hold commas and doubled quotes, but no line
/// break. Spaces around a name of the header do not count.
struct CSVFile: Sendable {
  let path: String
  /// The header's names.
  let columns: [String]
  /// Each row's fields as ranges of bytes; as many as its line has, whatever the header says.
  let rows: [[Range<Int>]]
  private let content: Data

  /// - Throws: `TrainingError.unreadableData` where the file cannot be read or is empty.
  init(contentsOf path: String) throws {
    content = try Data(mapping: path)
    self.path = path
    var lines = content.withUnsafeBytes { Self.lines($0) }
    guard let header = lines.first else {
      throw TrainingError.unreadableData(path: path, reason: "is empty; it needs a header line")
    }
    lines.removeFirst()
    rows = lines
    columns = content.withUnsafeBytes { bytes in
      header.map { Self.text(bytes[$0]).trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Where a column stands.
  ///
  /// - Throws: `TrainingError.unreadableData` with the names that there are.
  func column(_ name: String) throws -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw TrainingError.unreadableData(
        path: path,
        reason: "has no column \(name); its columns are: \(columns.joined(separator: ", "))")
    }
    return index
  }

  /// A field without its quotes; nil where the row is too short.
  func text(_ row: Int, _ column: Int) -> String? {
    guard column < rows[row].count else { return nil }
    return content.withUnsafeBytes { Self.text($0[rows[row][column]]) }
  }

  /// Lends a field's bytes as they stand in the file; none where the row is too short.
  func withBytes<R>(
    _ row: Int, _ column: Int, _ body: (Slice<UnsafeRawBufferPointer>) throws -> R
  ) rethrows -> R {
    let field = column < rows[row].count ? rows[row][column] : 0..<0
    return try content.withUnsafeBytes { try body($0[field]) }
  }

  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return text.dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
  }

  /// The fields of each line that is not empty.
  private static func lines(_ bytes: UnsafeRawBufferPointer) -> [[Range<Int>]] {
    // A byte order mark is no part of the first name.
    let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines: [[Range<Int>]] = []
    var fields: [Range<Int>] = []
    var (start, isQuoted) = (first, false)
    func close(at end: Int) {
      let isAfterReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
      fields.append(start..<(isAfterReturn ? end - 1 : end))
      if fields.count > 1 || !fields[0].isEmpty { lines.append(fields) }
      fields.removeAll()
      (start, isQuoted) = (end + 1, false)
    }
    for index in first..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"): close(at: index)
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(start..<index)
        start = index + 1
      default: break
      }
    }
    if start < bytes.count { close(at: bytes.count) }
    return lines
  }
}
