import Files
import Foundation
import Imaging

/// Marked faces by picture, from a table: tab-separated, a line for each face under a line of names.
/// Columns `image`, `x`, `y`, `w` and `h` are needed; `occlusion` (2: hidden), `pose` (1: atypical)
/// and `invalid` (1) are read where they are there, as in WIDER FACE.
package struct BoxTable: Sendable {
  /// Faces by the picture's path as the table has it.
  package let faces: [String: [AnnotatedFace]]

  /// - Throws: `FileError`, ``CascadeTrainingError``.
  package init(contentsOf path: String) throws {
    let table = try Table(contentsOf: path, columns: ["image", "x", "y", "w", "h"])
    faces = try Dictionary(
      grouping: table.rows.map { row in
        var face = AnnotatedFace(
          box: Rect(
            x: try table.integer("x", row), y: try table.integer("y", row),
            width: try table.integer("w", row), height: try table.integer("h", row)))
        face.isHidden = try table.mark("occlusion", row) == 2
        face.isAtypical = try table.mark("pose", row) == 1
        face.isInvalid = try table.mark("invalid", row) == 1 || face.box.isEmpty
        return (image: row["image"] ?? "", face: face)
      }, by: \.image
    ).mapValues { $0.map(\.face) }
  }

  /// The pictures that a table with the columns `image` and `use` gives to a use.
  package static func pictures(for use: String, in path: String) throws -> Set<String> {
    let table = try Table(contentsOf: path, columns: ["image", "use"])
    return Set(table.rows.filter { $0["use"] == use }.compactMap { $0["image"] })
  }
}

/// Tab-separated text under a line of names.
private struct Table {
  let path: String
  let rows: [[String: String]]

  init(contentsOf path: String, columns: [String]) throws {
    self.path = path
    let bytes = try FileBytes.read(path, as: "table", limit: 1 << 28)
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let names = lines.first ?? []
    for column in columns where !names.contains(column) {
      throw CascadeTrainingError.unreadableTable(
        path: path, reason: "has no column \(column); its first line must name them, tabs between")
    }
    rows = lines.dropFirst().map { line in
      Dictionary(zip(names, line), uniquingKeysWith: { first, _ in first })
    }
  }

  func integer(_ name: String, _ row: [String: String]) throws -> Int {
    guard let value = row[name].flatMap(Int32.init) else {
      throw CascadeTrainingError.unreadableTable(
        path: path,
        reason: "\(name) of \(row["image"] ?? "a face") is “\(row[name] ?? "")”, not a whole number"
      )
    }
    return Int(value)
  }

  /// A mark that may be missing, which is 0.
  func mark(_ name: String, _ row: [String: String]) throws -> Int {
    row[name] == nil ? 0 : try integer(name, row)
  }
}
