import Foundation
import Imaging

/// FER-2013 (Goodfellow et al. 2013), 35,887 faces of 48x48 gray levels, as its CSV has it: the
/// columns `emotion`, 0-6, `pixels`, 2304 levels 0-255 with spaces between them, and `Usage`.
package enum FER2013 {
  /// What a row is for.
  package enum Usage: String, CaseIterable, Sendable {
    case training = "Training"
    /// Validates.
    case publicTest = "PublicTest"
    /// Held back for the last judgement.
    case privateTest = "PrivateTest"
  }

  static let side = 48
  /// The classes in the order of `emotion`.
  static let emotions = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]

  /// The name of the picture in a row of its CSV, counted from 0 and without its folder.
  static func name(row: Int) -> String { String(format: "fer%05d.png", row) }

  /// Whether a file is read as such a CSV: by its name.
  package static func isTable(_ path: String) -> Bool { path.lowercased().hasSuffix(".csv") }

  /// The pictures of one usage, sorted by class and row as folders with files so named would be.
  /// Pixels of other rows are not looked at.
  ///
  /// - Returns: `unreadable` has the rows without a usage or an emotion, in words.
  /// - Throws: `TrainingError.unreadableData` where the file cannot be read, lacks a column or has
  ///   no row of the usage.
  static func entries(
    _ path: String, usage: Usage
  ) throws -> (entries: [PictureEntry], unreadable: [String]) {
    let file = try CSVFile(contentsOf: path)
    let columns = try (
      emotion: file.column("emotion"), pixels: file.column("pixels"), usage: file.column("Usage")
    )
    var entries: [PictureEntry] = []
    var unreadable: [String] = []
    for row in file.rows.indices {
      guard let text = file.text(row, columns.usage), let found = Usage(rawValue: text) else {
        unreadable.append("\(path): row \(row): no usage of FER-2013")
        continue
      }
      guard found == usage else { continue }
      let emotion = file.text(row, columns.emotion) ?? ""
      guard let number = Int(emotion), emotions.indices.contains(number) else {
        unreadable.append("\(path): row \(row): the emotion “\(emotion)” is none of 0 to 6")
        continue
      }
      let content = PictureEntry.Content.levels(file, row: row, column: columns.pixels)
      let name = "\(path):\(emotions[number])/\(name(row: row))"
      entries.append(PictureEntry(className: emotions[number], name: name, content: content))
    }
    guard !entries.isEmpty else {
      throw TrainingError.unreadableData(
        path: path, reason: "has no row with the usage \(usage.rawValue); give other pictures")
    }
    return (entries.sorted { $0.name < $1.name }, unreadable)
  }

  /// A picture of levels written as text.
  ///
  /// - Throws: `TrainingError.unreadableData` unless there are 2304 numbers 0-255.
  static func picture(_ text: Slice<UnsafeRawBufferPointer>, name: String) throws -> GrayImage {
    var levels: [UInt8] = []
    levels.reserveCapacity(side * side)
    var number: Int?
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        if let number, number > 255 {
          throw TrainingError.unreadableData(path: name, reason: "has a level over 255")
        }
      case UInt8(ascii: " "), UInt8(ascii: "\""):
        if let level = number { levels.append(UInt8(level)) }
        number = nil
      default:
        throw TrainingError.unreadableData(path: name, reason: "has a level that is no number")
      }
    }
    if let level = number { levels.append(UInt8(level)) }
    guard levels.count == side * side else {
      throw TrainingError.unreadableData(
        path: name, reason: "has \(levels.count) levels, not \(side * side)")
    }
    return GrayImage(width: side, height: side, pixels: levels)
  }
}
