import Foundation
import Programs
import Testing

@Suite struct ImageCommandTests {
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = try folder.file("model.onnx", try TestModel.bytes())
  }

  @Test func aPictureGivesALineWithItsFace() throws {
    let outcome = try Program.run(["image", "--json", Samples.astronaut, "--model", model])
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    let object = outcome.objects.first ?? [:]
    #expect(object["schema"] as? Int == 1 && object["source"] as? String == Samples.astronaut)
    #expect(object["width"] as? Int == 512 && object["height"] as? Int == 512)
    let face = (object["faces"] as? [[String: Any]])?.first ?? [:]
    #expect(face["id"] as? Int == 1 && face["detected"] as? Bool == true)
    let sum = (face["probabilities"] as? [String: Double])?.values.reduce(0, +) ?? 0
    #expect(abs(sum - 1) < 0.001)
  }

  @Test func facesOfImageAreThoseOfDetect() throws {
    let found = try Program.run(["detect", "--json", Samples.portrait]).objects.first
    let read = try Program.run(["image", "--json", Samples.portrait, "--model", model]).objects
      .first
    func boxes(_ object: [String: Any]?) -> [[String: Int]] {
      (object?["faces"] as? [[String: Any]] ?? []).compactMap { $0["box"] as? [String: Int] }
    }
    #expect(boxes(found) == boxes(read) && boxes(found).count == 1)
  }

  @Test func theTableNamesPictureAndFace() throws {
    let outcome = try Program.run(["image", Samples.portrait, "--model", model])
    #expect(outcome.status == 0 && outcome.outputLines.count == 2)
    #expect(outcome.outputLines[1].hasSuffix(Samples.portrait))
    #expect(outcome.outputLines[1].contains("happy"))
  }

  @Test func foldersAreWalkedAndCopiesKeepTheirPlaces() throws {
    let input = try TemporaryFolder()
    for name in ["one/a.png", "two/a.png"] {
      let path = "\(input.path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: Samples.astronaut, toPath: path)
    }
    let copies = "\(folder.path)/copies"
    let outcome = try Program.run([
      "image", "--json", input.path, "--output", copies, "--model", model,
    ])
    #expect(outcome.status == 0 && outcome.outputLines.count == 2, "\(outcome.error)")
    for name in ["one/a.png", "two/a.png"] {
      let copy = try Samples.bytes("\(copies)/\(name)")
      #expect(copy != (try Samples.bytes(Samples.astronaut)), "\(name) is annotated")
    }
  }

  @Test func aCopyNeverTakesItsOriginalsPlace() throws {
    let original = try folder.file("a.png", try Samples.bytes(Samples.astronaut))
    let outcome = try Program.run([
      "image", "--json", original, "--output", folder.path, "--model", model,
    ])
    #expect(outcome.status == 1 && outcome.error.contains("input"))
    #expect(try Samples.bytes(original) == Samples.bytes(Samples.astronaut))
  }

  @Test func theProgramFindsItsDataFromAnyFolder() throws {
    let data = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(data.path)/models", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: model, toPath: "\(data.path)/models/mine.onnx")
    let outcome = try Program.run(
      ["image", "--json", Samples.astronaut, "--model", "mine"],
      environment: ["EMOTION_DETECTOR_DATA": data.path])
    #expect(outcome.status == 0, "\(outcome.error)")
  }
}
