import Foundation
import Imaging
import Testing
import Video

@Suite struct VideoFileSourceTests {
  /// The picture of the fixtures: a ramp to the right, the top left quarter of a quarter white.
  static let ramp: GrayImage = {
    var image = GrayImage(width: 64, height: 48)
    for y in 0..<48 {
      for x in 0..<64 { image[x: x, y: y] = x < 16 && y < 12 ? 255 : UInt8(4 * x) }
    }
    return image
  }()

  @Test(arguments: ["limited.mp4", "full-range.mp4", "ten-bit.mp4", "rgb.mkv"])
  func grayLevelsAreFullRangeWhateverTheFileHolds(_ name: String) throws {
    let source = try VideoFileSource(path: Fixture.path(name))
    let frames = try source.allFrames()
    #expect(frames.count == 3)
    for frame in frames {
      #expect(greatestDifference(frame.gray, Self.ramp) <= 6, "\(name): the codec loses little")
      #expect(peakSignalToNoise(frame.gray.pixels, Self.ramp.pixels) > 44, "\(name)")
    }
  }

  @Test(arguments: ["limited.mp4", "full-range.mp4", "ten-bit.mp4", "rgb.mkv"])
  func coloursAgreeWithGrayLevelsWhateverTheFileHolds(_ name: String) throws {
    let frame = try #require(try VideoFileSource(path: Fixture.path(name)).next())
    // Both round, and a codec's ringing beyond black and white is clipped in each on its own.
    #expect(greatestDifference(try frame.color().gray(), frame.gray) <= 3, "\(name)")
    let alphas = try frame.color().bytes.enumerated().filter { $0.offset % 4 == 3 }
    #expect(alphas.allSatisfy { $0.element == 255 })
  }

  @Test(arguments: [("rotated-90.mp4", 1), ("rotated-180.mp4", 2), ("rotated-270.mp4", 3)])
  func picturesOfPhonesAreTurnedUpright(_ name: String, _ quarterTurnsLeft: Int) throws {
    let lying = try #require(try VideoFileSource(path: Fixture.path("limited.mp4")).next())
    let source = try VideoFileSource(path: Fixture.path(name))
    let frame = try #require(try source.next())
    var expected = lying.gray
    for _ in 0..<quarterTurnsLeft { expected = turnedLeft(expected) }
    #expect(frame.gray == expected)
    #expect(source.width == expected.width && source.height == expected.height)
    #expect(greatestDifference(try frame.color().gray(), expected) <= 2)
  }

  private func turnedLeft(_ image: GrayImage) -> GrayImage {
    var result = GrayImage(width: image.height, height: image.width)
    for y in 0..<result.height {
      for x in 0..<result.width { result[x: x, y: y] = image[x: image.width - 1 - y, y: x] }
    }
    return result
  }

  @Test func timesAreTheFilesOwn() throws {
    let source = try VideoFileSource(path: Fixture.path("variable-rate.mp4"))
    #expect(source.startTime == .zero)
    let times = try source.allFrames().map(\.time)
    #expect(times == [0, 40, 120, 240, 400, 600].map { .milliseconds($0) })
  }

  @Test func timesCountFromTheFirstFrame() throws {
    let source = try VideoFileSource(path: Fixture.path("sound.mp4"))
    #expect(source.startTime == .milliseconds(400))
    let frames = try source.allFrames()
    #expect(frames.map(\.time) == (0..<40).map { .milliseconds($0 * 40) })
    #expect(frames.map(\.index) == Array(0..<40))
    #expect(source.frameCount == 40)
    #expect(source.frameRate == 25)
    #expect(source.duration == .milliseconds(1600))
  }

  @Test func anInterruptedSourceEnds() throws {
    let source = try VideoFileSource(path: Fixture.path("whole.mp4"))
    #expect(try source.next() != nil)
    source.interrupt()
    #expect(try source.next() == nil)
  }

  @Test(arguments: [0.5, 0.7, 0.95])
  func aTruncatedFileGivesItsFramesAndThenAnError(_ part: Double) throws {
    let folder = try TemporaryFolder()
    let whole = try Fixture.bytes("whole.mp4")
    let path = try folder.file("cut.mp4", whole.prefix(Int(Double(whole.count) * part)))
    let expected = try VideoFileSource(path: Fixture.path("whole.mp4")).allFrames()
    let source = try VideoFileSource(path: path)
    var frames: [Frame] = []
    let error = #expect(throws: VideoError.self) {
      while let frame = try source.next() { frames.append(frame) }
    }
    #expect(error == .truncated(path: path, frames: frames.count))
    #expect(frames.count >= Int(50 * (part - 0.3)) && frames.count < 50)
    for (frame, whole) in zip(frames, expected) {
      #expect(frame.gray == whole.gray && frame.time == whole.time, "frame \(frame.index)")
    }
    #expect(try source.next() == nil)
  }

  @Test func aFileWithoutItsIndexIsTruncated() throws {
    // The index of this file lies at its end.
    let folder = try TemporaryFolder()
    let path = try folder.file("cut.mp4", try Fixture.bytes("sound.mp4").prefix(3000))
    #expect(throws: VideoError.truncated(path: path, frames: 0)) {
      try VideoFileSource(path: path)
    }
  }

  @Test func filesThatAreNoVideoAreRefusedInWords() throws {
    let folder = try TemporaryFolder()
    let text = try folder.file("text.mp4", Data("Not a video at all, but words.\n".utf8))
    let playlist = try folder.file("list.m3u8", Data("#EXTM3U\n#EXTINF:1,\na.ts\n".utf8))
    let empty = try folder.file("empty.mp4", Data())
    let missing = folder.path("missing.mp4")
    let sound = Fixture.path("only-sound.m4a")
    let open = { (path: String) in try VideoFileSource(path: path) }
    #expect(throws: VideoError.folder(path: folder.path)) { try open(folder.path) }
    #expect(throws: VideoError.empty(path: empty)) { try open(empty) }
    #expect(throws: VideoError.noPictures(path: sound)) { try open(sound) }
    #expect(
      throws: VideoError.system(
        path: missing, operation: "open", reason: "No such file or directory")
    ) { try open(missing) }
    for foreign in [text, playlist] {
      let error = #expect(throws: VideoError.self) { try open(foreign) }
      #expect(error?.description.contains("is not a video file") == true)
    }
  }

  @Test func damagedFilesNeverCrash() throws {
    let folder = try TemporaryFolder()
    let whole = try Fixture.bytes("whole.mp4")
    var generator = SplitMix64(state: 20)
    for round in 0..<40 {
      var bytes = whole
      for _ in 0..<(1 + round) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let path = try folder.file("damaged.mp4", bytes)
      do {
        _ = try VideoFileSource(path: path).allFrames()
      } catch {
        #expect(error is VideoError, "round \(round): \(error)")
      }
    }
  }

  @Test(
    .enabled(if: Fixture.hasClips, "needs ../shared/data/clips"),
    arguments: [("webcam-1.mp4", 1337), ("webcam-2.mp4", 765), ("smile.mp4", 72)])
  func everyFrameOfAClipIsDecoded(_ name: String, _ count: Int) throws {
    let source = try VideoFileSource(path: Fixture.clip(name))
    #expect(source.frameCount == count)
    var times: [Duration] = []
    while let frame = try source.next() { times.append(frame.time) }
    #expect(times.count == count)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }
}
