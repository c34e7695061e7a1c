import FaceDetection
import Foundation
import Imaging
import Pictures
import Programs
import Testing

/// Real photographs, so that the trainer's faces can be held against the detector's.
@Suite struct CropCommandTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  private static let astronaut = "\(root)/Tests/Fixtures/samples/astronaut.png"

  private let folder: TemporaryFolder
  private var photographs: String { "\(folder.path)/photos" }
  private var crops: String { "\(folder.path)/faces" }

  init() throws { folder = try TemporaryFolder() }

  /// Puts a picture into a class.
  private func add(_ image: GrayImage, to path: String) throws {
    let url = URL(fileURLWithPath: "\(photographs)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Picture.write(image, to: url.path)
  }

  private func portrait() throws -> GrayImage { try Picture.readGray(Self.astronaut) }

  private func crop(_ options: [String] = []) throws -> Program.Outcome {
    try Program.run(
      ["crop", "--data", photographs, "--output", crops] + options,
      executable: Program.path(of: "emotion-trainer"))
  }

  private func files(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(crops)/\(name)").sorted()
  }

  @Test func aCropIsWhatTheDetectorFeedsItsNetworkWith() throws {
    try add(portrait(), to: "happy/astronaut.png")
    let outcome = try crop()
    #expect(outcome.status == 0, "\(outcome.error)")
    let image = try portrait()
    let cascade = try Cascade(contentsOf: "\(Self.root)/cascades/frontalface.xml")
    let smallest = DetectionParameters.defaultMinSize(width: image.width, height: image.height)
    let found = CascadeClassifier(cascade).detect(
      in: image, DetectionParameters(minSize: smallest))
    let face = try #require(found.max { $0.box.width < $1.box.width })
    let seen = try Program.run(["image", "--json", Self.astronaut])
    let faces = try #require(seen.objects.first?["faces"] as? [[String: Any]])
    #expect(faces.contains { ($0["box"] as? [String: Int])?["x"] == face.box.x })
    let fed = FaceCrop()(face.centroid, in: image)
    let trained = try FaceCrop()(Picture.readGray("\(crops)/happy/astronaut.png"))
    #expect(zip(trained.pixels, fed.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test func whatIsThereStaysUnlessForced() throws {
    try add(portrait(), to: "happy/a.png")
    #expect(try crop().status == 0)
    let path = "\(crops)/happy/a.png"
    try Picture.write(GrayImage(width: 9, height: 9), to: path)
    let again = try crop()
    #expect(again.status == 0 && again.error.contains("were there already"))
    #expect(try Picture.readGray(path).width == 9)
    #expect(try crop(["--force"]).status == 0)
    #expect(try Picture.readGray(path).width > 48)
  }

  @Test func photographsOfOneNameDoNotOverwriteEachOther() throws {
    try add(portrait(), to: "happy/a.png")
    try add(portrait(), to: "happy/a.jpg")
    try add(portrait(), to: "happy/more/a.png")
    #expect(try crop().status == 0)
    #expect(try files("happy") == ["a.jpg.png", "a.png.png", "more-a.png"])
  }

  @Test func theLargestFaceAloneIsTakenUnlessAllAreWanted() throws {
    let (large, small) = (try portrait(), try portrait().resized(width: 300, height: 300))
    var image = GrayImage(width: 812, height: 512, filledWith: 90)
    for y in 0..<512 {
      for x in 0..<812 {
        if x >= 300 {
          image[x: x, y: y] = large[x: x - 300, y: y]
        } else if y < 300 {
          image[x: x, y: y] = small[x: x, y: y]
        }
      }
    }
    try add(image, to: "happy/two.png")
    #expect(try crop().status == 0)
    #expect(try files("happy") == ["two.png"])
    let one = try Picture.readGray("\(crops)/happy/two.png")
    #expect(try crop(["--all-faces"]).status == 0)
    #expect(try files("happy").contains("two-2.png"))
    #expect(try Picture.readGray("\(crops)/happy/two.png") == one)
    #expect(try Picture.readGray("\(crops)/happy/two-2.png").width < one.width)
  }

  @Test func whatCannotBeUsedIsNamedAndTheRestIsDone() throws {
    try add(portrait(), to: "happy/a.png")
    for number in 10..<22 {
      try add(GrayImage(width: 80, height: 80, filledWith: 9), to: "happy/blank\(number).png")
    }
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: "\(photographs)/happy/b.png"))
    let outcome = try crop(["--threads", "3"])
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.error.contains("no face found: 12 pictures") && outcome.error.contains("and 2"))
    #expect(outcome.error.contains("blank10.png") && !outcome.error.contains("blank20.png"))
    #expect(outcome.error.contains("could not be read: 1 picture"))
    #expect(try files("happy") == ["a.png"])
  }

  @Test func aClassWithoutAnyFaceIsAnErrorAtTheEnd() throws {
    try add(portrait(), to: "happy/a.png")
    try add(GrayImage(width: 80, height: 80), to: "bored/a.png")
    let outcome = try crop()
    #expect(outcome.status == 1)
    #expect(outcome.errorLines.last?.contains("no face in any picture of bored") == true)
    #expect(try files("happy") == ["a.png"])
  }

  @Test func cropsDoNotGoAmongThePhotographs() throws {
    try add(portrait(), to: "happy/a.png")
    let outcome = try Program.run(
      ["crop", "--data", photographs, "--output", "\(photographs)/happy/../faces"],
      executable: Program.path(of: "emotion-trainer"))
    #expect(outcome.status == 1 && outcome.error.contains("another --output"))
    #expect(!FileManager.default.fileExists(atPath: "\(photographs)/faces"))
  }

  @Test func aFolderWithoutClassesIsRefused() throws {
    let outcome = try crop()
    #expect(outcome.status == 1 && outcome.error.contains("no photographs found"))
  }
}
