import FaceDetection
import Foundation
import Imaging
import Testing

/// `Fixtures/golden.json`, made by `make_golden.py` with OpenCV.
private struct Golden: Decodable {
  struct Entry: Decodable {
    var picture: String
    var crop: [Int]?
    var width: Int
    var height: Int
    /// CRC-32 of the gray levels.
    var levels: UInt32
    var cascade: String
    var cases: [Case]
  }

  struct Case: Decodable {
    var scaleFactor: Double
    var minNeighbors: Int
    var minSize: Int
    var maxSize: Int
    var count: Int
    /// CRC-32 of the sorted boxes' numbers.
    var crc: UInt32
    /// Only where there are few.
    var boxes: [[Int]]?
  }

  var entries: [Entry]

  static func entries(of source: String...) throws -> [Entry] {
    try JSONDecoder().decode(Golden.self, from: GoldenPictures.fixture("golden.json")).entries
      .filter { entry in source.contains { entry.picture.hasPrefix($0) } }
  }
}

@Suite struct GoldenTests {
  static let cascades = "/usr/share/opencv4/haarcascades"
  static let hasCascades = FileManager.default.fileExists(atPath: cascades)

  @Test(
    .enabled(if: hasCascades, "needs OpenCV's cascades (Debian: opencv-data)"),
    .enabled(if: GoldenPictures.hasSamples, "needs ../shared/data/samples"))
  func sampleAndOddPicturesHaveOpenCVsBoxes() throws {
    try check(Golden.entries(of: "samples", "noise"))
  }

  @Test(
    .enabled(if: hasCascades, "needs OpenCV's cascades (Debian: opencv-data)"),
    .enabled(if: GoldenPictures.hasWider, "needs ../shared/data/faces-wider"))
  func groupPhotographsHaveOpenCVsBoxes() throws {
    try check(Golden.entries(of: "faces-wider"))
  }

  private func check(_ entries: [Golden.Entry]) throws {
    #expect(!entries.isEmpty)
    for entry in entries {
      let image = try GoldenPictures.gray(entry.picture, crop: entry.crop)
      try #require(
        GoldenPictures.crc32(image.pixels) == entry.levels,
        "\(entry.picture) decodes to other gray levels than it did for OpenCV")
      let cascade = try Cascade(
        contentsOf: "\(Self.cascades)/haarcascade_\(entry.cascade).xml")
      let classifier = CascadeClassifier(cascade, threads: 2)
      for golden in entry.cases {
        let parameters = DetectionParameters(
          scaleFactor: golden.scaleFactor, minNeighbors: golden.minNeighbors,
          minSize: golden.minSize, maxSize: golden.maxSize)
        let found = classifier.detect(in: image, parameters).map {
          [$0.box.x, $0.box.y, $0.box.width, $0.box.height]
        }
        let name = "\(entry.picture) \(entry.crop ?? []) \(entry.cascade) \(parameters)"
        #expect(found.count == golden.count, "\(name)")
        if let boxes = golden.boxes { #expect(found == boxes, "\(name)") }
        #expect(crc(found) == golden.crc, "\(name)")
      }
    }
  }

  private func crc(_ boxes: [[Int]]) -> UInt32 {
    GoldenPictures.crc32(
      boxes.joined().flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      })
  }
}
