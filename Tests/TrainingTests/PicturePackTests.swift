import Files
import Foundation
import Randomness
import Testing
import Training

@Suite struct PicturePackTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/set.pack" }

  init() throws { folder = try TemporaryFolder() }

  private func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func read(_ bytes: [UInt8]) throws -> LabeledPictures {
    let broken = "\(folder.path)/broken.pack"
    try Data(bytes).write(to: URL(fileURLWithPath: broken))
    return try LabeledPictures.load(broken, threads: 1)
  }

  private func levels(_ set: LabeledPictures) -> [[UInt8]] {
    (0..<set.count).map { set.withLevels(of: $0, Array.init) }
  }

  /// More pictures than a block holds, of FER-2013's classes, with noise in them.
  private func manyPictures(_ count: Int) throws -> LabeledPictures {
    var generator = SplitMix64(seed: 5)
    var text = "emotion,pixels,Usage\n"
    for row in 0..<count {
      let noise = generator.next()
      let levels = (0..<2304).map { "\(Int(noise >> ($0 % 59) & 31) + $0 / 48 * 4)" }
      text += "\(row % 7),\(levels.joined(separator: " ")),Training\n"
    }
    let table = "\(folder.path)/fer2013.csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: table))
    return try LabeledPictures.load(table, threads: 2)
  }

  @Test func aPackHoldsTheSamePicturesInTheSameOrder() throws {
    let original = try manyPictures(1030)
    try PicturePack.write(original, to: path, threads: 2)
    let packed = try LabeledPictures.load(path, threads: 2)
    #expect(packed.classes == original.classes && packed.labels == original.labels)
    #expect(packed.targets == original.targets && packed.unreadable.isEmpty)
    #expect(levels(packed) == levels(original))
    #expect(try bytes().count < original.count * 48 * 48)
  }

  @Test func namesStaySoThatVotesFindTheirPictures() throws {
    try folder.writeDataSet(classes: ["a", "b"], count: 2)
    try PicturePack.write(LabeledPictures.load(folder.path, threads: 1), to: path, threads: 1)
    let packed = try LabeledPictures.load(path, threads: 1)
    #expect(
      packed.names == ["a/0.png", "a/1.png", "b/0.png", "b/1.png"].map { "\(path):\($0)" })
    // Packed again they are the same names, and the same file.
    let first = try bytes()
    try PicturePack.write(packed, to: path, threads: 2)
    #expect(try bytes() == first)
  }

  @Test func aPackThatWasCutOffIsRefused() throws {
    try folder.writeDataSet(classes: ["a", "b"], count: 2)
    try PicturePack.write(LabeledPictures.load(folder.path, threads: 1), to: path, threads: 1)
    let whole = try bytes()
    for count in stride(from: 0, to: whole.count, by: 3) {
      // What is left of its first line alone could be anything.
      let error = #expect(throws: (any Error).self, "\(count)") {
        try read(Array(whole[..<count]))
      }
      #expect(error is TrainingError || (count < 23 && error is FileError), "\(count)")
    }
    #expect(throws: TrainingError.self) { try read(whole + [0]) }
  }

  @Test func aPackWithADamagedByteIsRefusedOrHasItsPicturesStill() throws {
    try folder.writeDataSet(classes: ["a", "b"], count: 2)
    let original = try LabeledPictures.load(folder.path, threads: 1)
    try PicturePack.write(original, to: path, threads: 1)
    let whole = try bytes()
    var refused = 0
    for index in stride(from: 0, to: whole.count, by: 3) {
      var changed = whole
      changed[index] ^= 1 << (index % 8)
      guard let found = try? read(changed) else {
        refused += 1
        continue
      }
      // A class can have got another name in the header, and some bits of a stream fill up a byte.
      #expect(found.labels == original.labels && levels(found) == levels(original), "byte \(index)")
    }
    #expect(refused > whole.count * 3 / 10)
  }

  @Test(arguments: [
    (#"{"classes":["a","b"],"height":4096,"pictures":4000000000,"sections":[1],"tableBytes":9,"width":4096}"#),
    (#"{"classes":["a","b"],"height":0,"pictures":1,"sections":[1,1],"tableBytes":9,"width":0}"#),
    (#"{"classes":["a","b"],"height":9,"pictures":-1,"sections":[1],"tableBytes":9,"width":9}"#),
    (#"{"classes":["a","b"],"height":9,"pictures":2,"sections":[1,-1],"tableBytes":9,"width":9}"#),
    (#"{"classes":["a","b"],"height":9,"pictures":2,"sections":[1,1],"tableBytes":99999999999,"width":9}"#),
    (#"{"classes":["a"],"height":9,"pictures":2,"sections":[1,1],"tableBytes":6,"width":9}"#),
  ]) func aHeaderThatCannotBeIsRefused(_ json: String) throws {
    #expect(throws: TrainingError.self) {
      try read(Array("emotion-trainer pack 1\n\(json.utf8.count)\n\(json)xx".utf8))
    }
  }

  @Test(arguments: [(1, 1), (1, 7), (5, 1), (3, 4), (48, 48)])
  func differencesLeadBackToThePixels(width: Int, height: Int) {
    var generator = SplitMix64(seed: UInt64(width * 100 + height))
    let pixels = (0..<(width * height * 3)).map { _ in UInt8(generator.next() >> 56) }
    let differences = MedianEdgeDetector.differences(pixels, width: width, height: height)
    #expect(MedianEdgeDetector.pixels(differences, width: width, height: height) == pixels)
  }

  @Test func edgesAndSlopesArePredicted() {
    // A step from left to right, and a plane: only what cannot be known is left over.
    let step: [UInt8] = [9, 9, 80, 80, 9, 9, 80, 80, 9, 9, 80, 80]
    #expect(
      MedianEdgeDetector.differences(step, width: 4, height: 3)
        == [9, 0, 71, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let plane: [UInt8] = [10, 20, 30, 15, 25, 35]
    #expect(MedianEdgeDetector.differences(plane, width: 3, height: 2) == [10, 10, 10, 5, 5, 5])
  }
}
