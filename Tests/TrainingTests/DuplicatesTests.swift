import Foundation
import Imaging
import Pictures
import Testing
import Training

@Suite struct DuplicatesTests {
  /// Writes pictures, each told by its class and a level; level 0 is blank, others have a dot.
  private func pictures(_ list: [(name: String, level: UInt8)]) throws -> LabeledPictures {
    let folder = try TemporaryFolder()
    for (number, entry) in list.enumerated() {
      let path = "\(folder.path)/\(entry.name)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      var pixels = [UInt8](repeating: 50, count: 2304)
      pixels[2303] += entry.level
      try Picture.write(
        GrayImage(width: 48, height: 48, pixels: pixels),
        to: path + String(format: "/%02d.png", number))
    }
    return try LabeledPictures.load(folder.path, threads: 1)
  }

  @Test func equalPicturesAreCountedWhereverTheyAre() throws {
    // By position: a 0...3, b 4...6.
    let training = try pictures([
      ("a", 1), ("a", 2), ("a", 1), ("a", 3), ("b", 1), ("b", 4), ("b", 0),
    ])
    let validation = try pictures([("a", 0), ("a", 9), ("b", 3), ("b", 4), ("b", 8)])
    let found = training.duplicates(and: validation)
    // 3 and 4 are there with their levels, and the blank one.
    #expect(found.alsoInValidation == [3, 5, 6])
    #expect(found.otherLabelInValidation == 2)
    #expect(found.repeated == 2)
    #expect(found.contradictory == 3)
    #expect(found.blank == 2)
    let rest = training.dropping(found.alsoInValidation)
    #expect(rest.names == [0, 1, 2, 4].map { training.names[$0] })
    #expect(rest.labels == [0, 0, 0, 1])
    #expect(rest.duplicates(and: validation).alsoInValidation == [])
  }

  @Test func differentPicturesAreNone() throws {
    let training = try pictures([("a", 1), ("b", 2)])
    let found = training.duplicates(and: try pictures([("a", 3), ("b", 4)]))
    #expect(found.alsoInValidation.isEmpty && found.otherLabelInValidation == 0)
    #expect((found.repeated, found.contradictory, found.blank) == (0, 0, 0))
  }
}
