import Foundation
import Imaging
import Pictures
import Testing
import Training

@Suite struct FER2013Tests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Every picture has its own levels.
  private func levels(_ number: Int) -> [UInt8] {
    (0..<2304).map { UInt8(($0 * 7 + number * 31) % 256) }
  }

  private func pixels(_ number: Int) -> String {
    levels(number).map { "\($0)" }.joined(separator: " ")
  }

  private func load(_ text: String, _ usage: FER2013.Usage) throws -> LabeledPictures {
    let path = "\(folder.path)/fer2013.csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try LabeledPictures.load(path, usage: usage, threads: 2)
  }

  @Test func rowsOfAUsageAreThePicturesAndNoOthers() throws {
    let usages = ["Training", "PublicTest", "PrivateTest"]
    let text =
      "emotion,pixels,Usage\r\n"
      + (0..<21).map { "\($0 % 7),\(pixels($0)),\(usages[$0 / 7])\r\n" }.joined()
    let classes = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
    // Of emotions 0 to 6, in the order of the classes' names.
    let order = [0, 1, 2, 3, 6, 4, 5]
    for (part, usage) in [FER2013.Usage.training, .publicTest, .privateTest].enumerated() {
      let pictures = try load(text, usage)
      #expect(pictures.classes == classes && pictures.labels == [0, 1, 2, 3, 4, 5, 6])
      for (index, emotion) in order.enumerated() {
        #expect(
          pictures.withLevels(of: index, Array.init) == levels(part * 7 + emotion), "\(usage)")
      }
    }
  }

  @Test func columnsMayStandInAnotherOrderAndBeQuoted() throws {
    let pictures = try load(
      "emotion, Usage, pixels\n3,Training,\"\(pixels(1))\"\n4,Training,\(pixels(2))",
      .training)
    #expect(pictures.withLevels(of: 0, Array.init) == levels(1))
    #expect(pictures.labels == [3, 5])
  }

  @Test func brokenRowsAreListedAndLeftOut() throws {
    let rows = [
      "7,\(pixels(0)),Training", "happy,\(pixels(0)),Training", "1,1 2 3,Training",
      "1,\(pixels(1)) 9,Training", "1,256\(pixels(1).dropFirst(2)),Training",
      "1,x\(pixels(1).dropFirst(2)),Training", "1,\(pixels(0)),Testing", "1",
      "2,\(pixels(5)),Training",
      // Not of this usage: its pixels are nobody's business.
      "2,broken,PrivateTest",
    ]
    let pictures = try load("emotion,pixels,Usage\n" + rows.joined(separator: "\n"), .training)
    #expect(pictures.count == 1 && pictures.withLevels(of: 0, Array.init) == levels(5))
    #expect(pictures.unreadable.count == 8, "\(pictures.unreadable)")
    for word in ["happy", "3 levels", "2305 levels", "over 255", "no number", "row 6", "row 7"] {
      #expect(pictures.unreadable.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test(arguments: [
    ("emotion,pixels\n1,2", "Usage"), ("emotion,pixels,Usage\n1,5,Training", "levels"),
    ("emotion,pixels,Usage\n1,5,PublicTest", "Training"), ("\n\n", "header"),
  ])
  func aFileWithoutAnyPictureIsRefusedInWords(text: String, word: String) {
    #expect { try load(text, .training) } throws: { "\($0)".contains(word) }
  }

  @Test func itsPicturesAreThoseOfFoldersWithTheSameNames() throws {
    let text =
      "emotion,pixels,Usage\n"
      + (0..<21).map { "\($0 * 2 % 7),\(pixels($0)),Training\n" }.joined()
    let table = try load(text, .training)
    let emotions = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
    for number in 0..<21 {
      let path = "\(folder.path)/set/\(emotions[number * 2 % 7])"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Picture.write(
        GrayImage(width: 48, height: 48, pixels: levels(number)),
        to: path + String(format: "/fer%05d.png", number))
    }
    let files = try LabeledPictures.load("\(folder.path)/set", threads: 1)
    #expect(table.labels == files.labels && table.classes == files.classes)
    for index in 0..<21 {
      #expect(
        table.withLevels(of: index, Array.init) == files.withLevels(of: index, Array.init))
      #expect(table.names[index].suffix(12) == files.names[index].suffix(12))
    }
  }
}
