import Foundation
import Imaging

/// The pictures that `Fixtures/make-fixtures.py` made, and what they show.
enum Fixture {
  static let width = 24
  static let height = 16

  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
      .path(percentEncoded: false)
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path(name))))
  }

  static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: path("")).sorted()
        .filter { $0 != "versions.txt" && !$0.hasSuffix(".py") }
    }
  }

  /// A gray picture by a formula.
  static func gray(_ level: (_ x: Int, _ y: Int) -> Int) -> GrayImage {
    var image = GrayImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width { image[x: x, y: y] = UInt8(level(x, y)) }
    }
    return image
  }

  /// A colour picture by a formula for red, green and blue.
  static func color(_ levels: (_ x: Int, _ y: Int) -> (Int, Int, Int)) -> ColorImage {
    var image = ColorImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = levels(x, y)
        let pixel = (y * width + x) * 4
        image.bytes[pixel] = UInt8(blue)
        image.bytes[pixel + 1] = UInt8(green)
        image.bytes[pixel + 2] = UInt8(red)
      }
    }
    return image
  }

  /// A level that covers white by `alpha`, rounded.
  static func onWhite(_ level: Int, alpha: Int) -> Int {
    Int((Double(level * alpha + 255 * (255 - alpha)) / 255).rounded())
  }

  static func level(_ x: Int, _ y: Int) -> Int { (7 * x + 11 * y) % 256 }
  static func levels(_ x: Int, _ y: Int) -> (Int, Int, Int) { (10 * x, 15 * y, x * y % 256) }

  static let gray = gray(level)
  static let color = color(levels)
  static let colorOnWhite = color { x, y in
    let alpha = 255 - 10 * y
    return (
      onWhite(10 * x, alpha: alpha), onWhite(15 * y, alpha: alpha),
      onWhite(x * y % 256, alpha: alpha)
    )
  }
  /// What the lossy files show.
  static let smooth = color { x, y in (10 * x, 15 * y, 255 - 10 * x) }
  static let smoothGray = gray { x, _ in 10 * x }
}

/// The greatest difference of two bytes at the same place.
func greatestDifference(_ one: [UInt8], _ other: [UInt8]) -> Int {
  guard one.count == other.count else { return .max }
  return zip(one, other).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// A folder of its own for a test, removed with everything in it.
func withTemporaryFolder<Result>(_ body: (_ path: String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path(percentEncoded: false))
}
