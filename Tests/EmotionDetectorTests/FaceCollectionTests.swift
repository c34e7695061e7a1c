import EmotionRecognition
import Foundation
import Imaging
import Overlay
import Pictures
import Programs
import Testing
import emotion_detector

@Suite struct FaceCollectionTests {
  private let folder: TemporaryFolder
  private let gray: GrayImage
  private let date = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws {
    folder = try TemporaryFolder()
    gray = GrayImage(
      width: 320, height: 240,
      pixels: (0..<320 * 240).map { UInt8(truncatingIfNeeded: $0 % 320 * 5 + $0 / 320 * 3) })
  }

  private var path: String { "\(folder.path)/kept" }

  private func frame(_ number: Int, _ faces: [FaceObservation]) -> FrameAnalysis {
    FrameAnalysis(
      frame: number, time: .seconds(number), width: 320, height: 240, labels: ["a", "b"],
      faces: faces)
  }

  private func face(_ x: Int, side: Int, detected: Bool = true) -> FaceObservation {
    FaceObservation(
      id: x + 1, box: Rect(x: x, y: 7, width: side, height: side), detected: detected, score: 1)
  }

  private func files(_ name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []).sorted()
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func theLargestFaceIsKeptAsTheNetworkSeesIt() throws {
    var collection = FaceCollection(in: path, classes: ["happy", "bored"])
    let faces = [face(5, side: 60), face(90, side: 101), face(250, side: 40)]
    let said = try collection.save(2, of: frame(0, faces), in: gray, at: date)
    #expect(said == "saved 1 in bored, the largest of 3 faces")
    #expect(files("bored") == ["2027-01-15T08-00-00Z.png"] && files("happy").isEmpty)
    let kept = try Picture.readGray("\(path)/bored/2027-01-15T08-00-00Z.png")
    let fed = FaceCrop()(faces[1].box, in: gray)
    #expect(
      zip(FaceCrop()(kept).pixels, fed.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test func onlyTheOwnerCanReadWhatIsKept() throws {
    var collection = FaceCollection(in: path, classes: ["happy"])
    _ = try collection.save(1, of: frame(0, [face(5, side: 60)]), in: gray, at: date)
    #expect(try mode(path) == 0o700 && mode("\(path)/happy") == 0o700)
    #expect(try mode("\(path)/happy/\(files("happy")[0])") == 0o600)
  }

  @Test func nothingIsMadeBeforeAKeyIsPressed() {
    _ = FaceCollection(in: path, classes: ["happy"])
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func facesOfOneSecondDoNotOverwriteEachOther() throws {
    var collection = FaceCollection(in: path, classes: ["happy"])
    for number in 0..<3 {
      _ = try collection.save(1, of: frame(number, [face(5, side: 60)]), in: gray, at: date)
    }
    #expect(files("happy").count == 3 && files("happy").allSatisfy { $0.hasSuffix(".png") })
    #expect(collection.classes == [.init(name: "happy", count: 3)])
    let next = FaceCollection(in: path, classes: ["happy"])
    #expect(next.classes == [.init(name: "happy", count: 3)])
  }

  @Test func whatIsNoNewFaceIsNotKept() throws {
    var collection = FaceCollection(in: path, classes: ["happy"])
    let lost = frame(0, [face(5, side: 60, detected: false)])
    for analysis in [lost, frame(1, [])] {
      #expect(
        try collection.save(1, of: analysis, in: gray, at: date) == "nothing saved: no face found")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    let seen = frame(2, [face(5, side: 60)])
    #expect(try collection.save(1, of: seen, in: gray, at: date) == "saved 1 in happy")
    #expect(
      try collection.save(1, of: seen, in: gray, at: date)?.hasPrefix("nothing saved") == true)
    #expect(files("happy").count == 1)
  }

  @Test func aDigitWithoutAClassDoesNothing() throws {
    var collection = FaceCollection(in: path, classes: ["happy"])
    for digit in [0, 2, 9] {
      #expect(
        try collection.save(digit, of: frame(0, [face(5, side: 60)]), in: gray, at: date) == nil)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func withoutADisplayCollectingIsRefusedInWords() throws {
    let outcome = try Program.run([
      "live", "--source", Samples.astronaut, "--collect", path, "--collect-class", "happy",
    ])
    #expect(outcome.status == 1 && outcome.errorLines.count == 1)
    #expect(outcome.error.contains("no display"), "\(outcome.error)")
  }
}
