import Foundation
import Programs
import Testing

/// Files of every wrong kind: a clear sentence each, the right status, never a crash.
@Suite struct BadInputTests {
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = try folder.file("good.onnx", try TestModel.bytes())
  }

  /// Missing, empty, cut off, of another kind, a folder, behind a file: by their paths.
  private func zoo(of good: [UInt8], named ending: String) throws -> [String] {
    [
      "\(folder.path)/missing.\(ending)",
      try folder.file("empty.\(ending)", []),
      try folder.file("cut.\(ending)", Array(good.prefix(good.count / 2))),
      try folder.file("head.\(ending)", Array(good.prefix(10))),
      try folder.file("text.\(ending)", "this is not what its name says\n"),
      try folder.file("zeros.\(ending)", [UInt8](repeating: 0, count: 5000)),
      "\(try folder.file("file.\(ending)", "x"))/inside.\(ending)",
    ]
  }

  private func isOneSentence(_ outcome: Program.Outcome, about path: String) -> Bool {
    outcome.status == 1 && !outcome.hasCrashed && outcome.errorLines.count == 1
      && outcome.error.hasPrefix("emotion-detector: ") && outcome.error.contains(path)
      && outcome.error.contains("; ")
  }

  @Test func badPicturesAreReportedAndTheOthersGoOn() throws {
    var bad = try zoo(of: try Samples.bytes(Samples.astronaut), named: "png")
    bad.append(Samples.hugePicture)
    for command in [["detect", "--json"], ["image", "--json", "--model", model]] {
      let outcome = try Program.run(command + bad + [Samples.portrait])
      #expect(outcome.status == 1 && !outcome.hasCrashed)
      let objects = outcome.objects
      #expect(objects.count == bad.count + 1)
      for (object, path) in zip(objects, bad) {
        #expect(object["source"] as? String == path)
        #expect((object["error"] as? String)?.contains(path) == true)
      }
      #expect((objects.last?["faces"] as? [Any])?.count == 1)
      #expect(outcome.errorLines.count == bad.count)
    }
  }

  @Test func aFolderWithoutPicturesIsReported() throws {
    let empty = try TemporaryFolder()
    let outcome = try Program.run(["detect", "--json", empty.path, Samples.astronaut])
    #expect(outcome.status == 1 && outcome.objects.count == 2)
    #expect((outcome.objects[0]["error"] as? String)?.contains(empty.path) == true)
  }

  @Test func badModelsAreRefusedInASentence() throws {
    let bad =
      try zoo(of: try TestModel.bytes(), named: "onnx") + [
        try folder.file("picture.onnx", try Samples.bytes(Samples.astronaut)),
        try folder.file("three.onnx", try TestModel.bytes(channels: 3)),
        try folder.file("bare.onnx", try TestModel.bytes(metadata: [:])),
        try folder.file(
          "two.onnx", try TestModel.bytes(metadata: ["labels": "a,b", "input_range": "0..1"])),
        try folder.file(
          "range.onnx",
          try TestModel.bytes(metadata: ["labels": TestModel.labels, "input_range": "-5..5"])),
        try folder.file("nan.onnx", try TestModel.bytes(weight: .nan)),
      ]
    for path in bad {
      let outcome = try Program.run(["image", Samples.astronaut, "--model", path])
      #expect(isOneSentence(outcome, about: path), "\(path): \(outcome.status) \(outcome.error)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func aModelOfThreeChannelsIsRefusedInWords() throws {
    let path = try folder.file("three.onnx", try TestModel.bytes(channels: 3))
    let outcome = try Program.run(["image", Samples.astronaut, "--model", path])
    #expect(outcome.error.contains("3 channels"))
  }

  @Test func aForeignModelTakesLabelsAndRangeFromTheCommandLine() throws {
    let path = try folder.file("foreign.onnx", try TestModel.bytes(metadata: [:]))
    let outcome = try Program.run([
      "image", "--json", Samples.astronaut, "--model", path, "--labels", "a,b,c,d,e,f,g",
      "--input-range", "0..255",
    ])
    #expect(outcome.status == 0, "\(outcome.error)")
    let face = (outcome.objects.first?["faces"] as? [[String: Any]])?.first
    let probabilities = face?["probabilities"] as? [String: Double]
    #expect(probabilities?.keys.sorted() == ["a", "b", "c", "d", "e", "f", "g"])
    #expect(face?["emotion"] as? String == "d")
  }

  @Test func badCascadesAreRefusedInASentence() throws {
    let bad =
      try zoo(of: try Samples.bytes(Samples.cascade), named: "xml") + [
        try folder.file("other.xml", "<?xml version=\"1.0\"?><opencv_storage></opencv_storage>"),
        try folder.file("bomb.xml", Self.billionLaughs),
      ]
    for path in bad {
      let outcome = try Program.run(["detect", Samples.astronaut, "--cascade", path])
      #expect(isOneSentence(outcome, about: path), "\(path): \(outcome.status) \(outcome.error)")
    }
  }

  @Test func anUnknownModelsNameTellsWhereItWasLookedFor() throws {
    let outcome = try Program.run(
      ["image", Samples.astronaut, "--model", "unheard-of"],
      environment: ["EMOTION_DETECTOR_DATA": folder.path])
    #expect(outcome.status == 1 && outcome.errorLines.count == 1)
    #expect(outcome.error.contains("\(folder.path)/models/unheard-of.onnx"))
    #expect(outcome.error.contains("--model FILE"))
  }

  @Test func outputsThatCannotBeWrittenAreReported() throws {
    for arguments in [
      ["image", Samples.astronaut, "--output", "/proc/nowhere", "--model", model],
      ["image", Samples.astronaut, "--output", "\(model)/below", "--model", model],
    ] {
      let outcome = try Program.run(arguments)
      #expect(outcome.status == 1 && !outcome.hasCrashed && outcome.errorLines.count == 1)
    }
  }

  /// Entities that grow without end when a reader expands them.
  private static let billionLaughs: String = {
    var text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">"
    for level in 1...9 {
      let inner = String(repeating: "&a\(level - 1);", count: 10)
      text += "<!ENTITY a\(level) \"\(inner)\">"
    }
    return text + "]><x>&a9;</x>"
  }()
}
