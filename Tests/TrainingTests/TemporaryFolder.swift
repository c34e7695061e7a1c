import Foundation
import Imaging
import Pictures

/// A folder that goes away with its owner.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "training-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a data set: `count` PNG pictures in each class' folder, told apart by
  /// where they are bright.
  func writeDataSet(classes: [String], count: Int) throws {
    for (label, name) in classes.enumerated() {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true)
      for index in 0..<count {
        var image = ColorImage(width: 48, height: 48, blue: 40, green: 40, red: 40)
        for y in 0..<24 {
          for x in 0..<48 where (x / 24 == label % 2) == (y % 5 != index % 5) {
            for channel in 0..<3 { image.bytes[(y * 48 + x) * 4 + channel] = 220 }
          }
        }
        try Picture.write(image, to: "\(path)/\(name)/\(index).png")
      }
    }
  }
}
