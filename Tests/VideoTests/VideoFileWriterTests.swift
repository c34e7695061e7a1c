import Foundation
import Imaging
import Testing
import Video

@Suite struct VideoFileWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      (64, 48), (65, 49), (63, 48), (16, 17), (130, 38),
    ])
  func whatIsWrittenIsReadBack(_ width: Int, _ height: Int) throws {
    let path = folder.path("copy.mkv")
    let images = (0..<12).map { Pattern.color(width: width, height: height, frame: $0) }
    let times: [Duration] = (0..<12).map { .milliseconds($0 * $0 * 7) }
    let writer = try VideoFileWriter(path: path, width: width, height: height, frameRate: 25)
    for (image, time) in zip(images, times) { try writer.write(image, time: time) }
    try writer.finish()
    let source = try VideoFileSource(path: path)
    let frames = try source.allFrames()
    #expect(source.width == width && source.height == height)
    #expect(frames.map(\.time) == times)
    for (image, frame) in zip(images, frames) {
      let signal = peakSignalToNoise(image.gray().pixels, frame.gray.pixels)
      #expect(signal > 32, "\(signal) dB, frame \(frame.index) of \(width)x\(height)")
      let color = try frame.color()
      let colorSignal = peakSignalToNoise(image.bytes, color.bytes)
      #expect(colorSignal > 30, "\(colorSignal) dB, frame \(frame.index) of \(width)x\(height)")
    }
  }

  @Test func coloursOfHDPicturesComeBack() throws {
    // HD is written by the matrix of BT.709: read by another, red and green would shift.
    let path = folder.path("hd.mkv")
    let image = ColorImage(width: 1280, height: 720, blue: 30, green: 60, red: 200)
    let writer = try VideoFileWriter(path: path, width: 1280, height: 720)
    try writer.write(image, time: .zero)
    try writer.finish()
    let color = try #require(try VideoFileSource(path: path).next()).color()
    for channel in 0..<3 {
      #expect(abs(Int(color.bytes[channel]) - Int(image.bytes[channel])) <= 3)
    }
  }

  @Test func picturesOfAnotherSizeAreFittedIn() throws {
    let path = folder.path("mixed.mkv")
    let writer = try VideoFileWriter(path: path, width: 64, height: 48)
    try writer.write(
      ColorImage(width: 64, height: 48, blue: 200, green: 200, red: 200), time: .zero)
    let narrow = ColorImage(width: 20, height: 60, blue: 200, green: 200, red: 200)
    try writer.write(narrow, time: .milliseconds(40))
    try writer.finish()
    let frames = try VideoFileSource(path: path).allFrames()
    let gray = try #require(frames.last).gray
    #expect(gray.width == 64 && gray.height == 48)
    #expect(gray[x: 4, y: 24] < 10 && gray[x: 60, y: 24] < 10)
    #expect(gray[x: 32, y: 2] > 190 && gray[x: 32, y: 45] > 190)
  }

  @Test func theSoundIsCopiedInPlace() throws {
    let original = Fixture.path("sound.mp4")
    let path = folder.path("copy.mkv")
    let source = try VideoFileSource(path: original)
    let writer = try VideoFileWriter(
      path: path, width: source.width, height: source.height, frameRate: source.frameRate,
      copyingSoundFrom: original)
    while let frame = try source.next() { try writer.write(try frame.color(), time: frame.time) }
    try writer.finish()
    // The picture begins 0.4 s after the sound, in the copy too.
    let copy = try VideoFileSource(path: path)
    #expect(copy.startTime == .milliseconds(400))
    #expect(try copy.allFrames().map(\.time) == (0..<40).map { .milliseconds($0 * 40) })
    let expected = try SoundPackets.all(of: original)
    let copied = try SoundPackets.all(of: path)
    #expect(expected.count > 10)
    #expect(copied.map(\.bytes) == expected.map(\.bytes))
    for (packet, original) in zip(copied, expected) {
      // Matroska's milliseconds, once for the block and once for the codec's delay.
      #expect(abs(packet.seconds - original.seconds) < 0.0016)
    }
  }

  @Test func workThatIsStoppedTakesNoMoreSound() throws {
    let original = Fixture.path("sound.mp4")
    let path = folder.path("copy.mkv")
    let source = try VideoFileSource(path: original)
    let writer = try VideoFileWriter(
      path: path, width: source.width, height: source.height, copyingSoundFrom: original)
    for _ in 0..<10 {
      let frame = try #require(try source.next())
      try writer.write(try frame.color(), time: frame.time)
    }
    try writer.finish()
    let last = try #require(try SoundPackets.all(of: path).last)
    #expect(last.seconds > 0.5 && last.seconds < 0.85)
  }

  @Test func aFileAppearsWhenItIsComplete() throws {
    let path = folder.path("copy.mkv")
    let writer = try VideoFileWriter(path: path, width: 32, height: 32)
    try writer.write(Pattern.color(width: 32, height: 32), time: .zero)
    #expect(try folder.names().contains("copy.mkv") == false)
    try writer.finish()
    #expect(try folder.names() == ["copy.mkv"])
  }

  @Test func whatIsAbandonedLeavesNothing() throws {
    let path = folder.path("copy.mkv")
    let writer = try VideoFileWriter(path: path, width: 32, height: 32)
    try writer.write(Pattern.color(width: 32, height: 32), time: .zero)
    writer.abandon()
    #expect(try folder.names() == [])
    do {
      let dropped = try VideoFileWriter(path: path, width: 32, height: 32)
      try dropped.write(Pattern.color(width: 32, height: 32), time: .zero)
    }
    #expect(try folder.names() == [])
    try VideoFileWriter(path: path, width: 32, height: 32).finish()
    #expect(try folder.names() == [])
  }

  @Test func aRecordingCanBeReadByItsOwnerAlone() throws {
    let new = folder.path("new.mkv")
    let old = try folder.file("old.mkv", Data([1]))
    #expect(chmod(old, 0o644) == 0)
    for path in [new, old] {
      let writer = try VideoFileWriter(path: path, width: 64, height: 48, delivery: .growing)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try writer.write(Pattern.color(width: 64, height: 48), time: .zero)
      try writer.finish()
      #expect(try VideoFileSource(path: path).allFrames().count == 1)
    }
  }

  @Test func aRecordingCutAnywherePlaysUpToThere() throws {
    let path = folder.path("recording.mkv")
    let writer = try VideoFileWriter(
      path: path, width: 64, height: 48, frameRate: 25, delivery: .growing)
    for frame in 0..<100 {
      let image = Pattern.color(width: 64, height: 48, frame: frame)
      try writer.write(image, time: .milliseconds(frame * 40))
    }
    // What a kill -9 leaves: the writer still holds the rest.
    let killed = try Data(contentsOf: URL(filePath: path))
    let killedPath = try folder.file("killed.mkv", killed)
    let frames = try VideoFileSource(path: killedPath).allFrames()
    #expect(frames.count >= 100 - 26, "at most the last second is missing")
    try writer.finish()
    #expect(try VideoFileSource(path: path).allFrames().count == 100)
    var generator = SplitMix64(state: 5)
    for _ in 0..<20 {
      let length = Int.random(in: 2000..<killed.count, using: &generator)
      let cut = try VideoFileSource(path: try folder.file("cut.mkv", killed.prefix(length)))
      var count = 0
      while let frame = try cut.next() {
        #expect(frame.time == .milliseconds(count * 40))
        count += 1
      }
      let expected = 100 * length / killed.count
      #expect(count >= expected - 30 && count <= expected + 30, "\(length) bytes")
    }
  }

  @Test func aFullDiskIsAnError() throws {
    let path = folder.path("full.mkv")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    let error = #expect(throws: VideoError.self) {
      let writer = try VideoFileWriter(path: path, width: 64, height: 48, delivery: .growing)
      for frame in 0..<100 {
        let image = Pattern.color(width: 64, height: 48, frame: frame)
        try writer.write(image, time: .milliseconds(frame * 40))
      }
      try writer.finish()
    }
    #expect(error?.description.contains("No space left on device") == true)
  }

  @Test func namesThatCannotBeWrittenAreRefusedInWords() throws {
    let other = folder.path("copy.avi")
    #expect(throws: VideoError.unknownExtension(path: other)) {
      try VideoFileWriter(path: other, width: 32, height: 32)
    }
    let nowhere = folder.path("missing/copy.mkv")
    #expect(
      throws: VideoError.system(
        path: nowhere, operation: "create", reason: "No such file or directory")
    ) {
      try VideoFileWriter(path: nowhere, width: 32, height: 32)
    }
    let itself = try folder.file("film.mkv", try Fixture.bytes("rgb.mkv"))
    #expect(throws: VideoError.overwritesSource(path: itself)) {
      try VideoFileWriter(path: itself, width: 64, height: 48, copyingSoundFrom: itself)
    }
    #expect(try Data(contentsOf: URL(filePath: itself)) == Fixture.bytes("rgb.mkv"))
  }

  @Test(
    .enabled(if: Fixture.hasClips, "needs ../shared/data/clips"))
  func aCopyOfAClipHasItsFramesTimesAndSound() throws {
    let path = folder.path("smile.mkv")
    let original = Fixture.clip("smile.mp4")
    let source = try VideoFileSource(path: original)
    let writer = try VideoFileWriter(
      path: path, width: source.width, height: source.height, frameRate: source.frameRate,
      copyingSoundFrom: original)
    var frames: [Frame] = []
    while let frame = try source.next() {
      try writer.write(try frame.color(), time: frame.time)
      frames.append(frame)
    }
    try writer.finish()
    let copies = try VideoFileSource(path: path).allFrames()
    #expect(copies.count == 72)
    for (frame, copy) in zip(frames, copies) {
      let error = (frame.time - copy.time).wholeNanoseconds
      #expect(abs(error) <= 500_001, "frame \(frame.index)")
      #expect(peakSignalToNoise(frame.gray.pixels, copy.gray.pixels) > 40, "\(frame.index)")
    }
    #expect(
      try SoundPackets.all(of: path).map(\.bytes) == SoundPackets.all(of: original).map(\.bytes))
  }
}
