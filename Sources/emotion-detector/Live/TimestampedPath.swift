import Foundation
import Pipeline

/// Names for pictures that are kept as time goes by.
enum TimestampedPath {
  /// `folder/2026-11-22T16-47-05Z.png`, with a number behind it where that name is taken.
  static func picture(in folder: String, at date: Date) -> String {
    let name = SessionFolder.name(of: date)
    var path = "\(folder)/\(name).png"
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(folder)/\(name)-\(number).png"
      number += 1
    }
    return path
  }
}
