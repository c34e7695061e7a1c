import EmotionRecognition
import Foundation
import Testing

@Suite struct DataLocatorTests {
  /// A folder of files that goes away with the test.
  private final class Folder {
    let path: String

    init(_ files: [String] = []) throws {
      path =
        FileManager.default.temporaryDirectory
        .appendingPathComponent("locator-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in files { try add(file) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func add(_ file: String) throws {
      let url = URL(fileURLWithPath: "\(path)/\(file)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
  }

  private func locator(_ environment: [String: String], executable: String) -> DataLocator {
    let nowhere = ["XDG_DATA_HOME": "/nonexistent", "XDG_DATA_DIRS": "/nonexistent"]
    return DataLocator(environment: nowhere.merging(environment) { $1 }, executable: executable)
  }

  @Test func theDataFolderOfTheEnvironmentComesFirst() throws {
    let named = try Folder(["models/residual.onnx"])
    let shared = try Folder(["emotion-detector/models/residual.onnx"])
    let locator = locator(
      ["EMOTION_DETECTOR_DATA": named.path, "XDG_DATA_HOME": shared.path], executable: "/bin/x")
    #expect(try locator.model() == "\(named.path)/models/residual.onnx")
  }

  @Test func theXDGFoldersAreLookedThroughInTheirOrder() throws {
    let first = try Folder()
    let second = try Folder(["emotion-detector/cascades/frontalface.xml"])
    let locator = locator(["XDG_DATA_DIRS": "\(first.path):\(second.path)"], executable: "/bin/x")
    #expect(
      try locator.cascade() == "\(second.path)/emotion-detector/cascades/frontalface.xml")
  }

  @Test func theProjectsOwnCascadeIsTheDefaultAndNoOther() throws {
    let other = try Folder(["cascades/frontalface_default.xml"])
    let locator = locator(["EMOTION_DETECTOR_DATA": other.path], executable: "/bin/x")
    let error = #expect(throws: RecognitionError.self) { try locator.cascade() }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("\(other.path)/cascades/frontalface.xml"))
    #expect(!text.contains("opencv"))
    try other.add("cascades/frontalface.xml")
    #expect(try locator.cascade() == "\(other.path)/cascades/frontalface.xml")
  }

  @Test(arguments: ["unheard-of", "haarcascade_unheard-of", "unheard-of.xml"])
  func aNamedCascadeIsLookedForAmongOpenCVsToo(name: String) throws {
    let own = try Folder()
    let locator = locator(["EMOTION_DETECTOR_DATA": own.path], executable: "/bin/x")
    let error = #expect(throws: RecognitionError.self) { try locator.cascade(name) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("\(DataLocator.debianCascades)/haarcascade_unheard-of.xml"))
  }

  @Test func anInstalledProgramFindsWhatWasInstalledWithIt() throws {
    let prefix = try Folder(["share/emotion-detector/models/residual.onnx"])
    let locator = locator([:], executable: "\(prefix.path)/bin/emotion-detector")
    #expect(try locator.model() == "\(prefix.path)/share/emotion-detector/models/residual.onnx")
  }

  @Test func aBuiltProgramFindsItsCheckout() throws {
    let checkout = try Folder([
      "Package.swift", "Sources/EmotionRecognition/x.swift", "models/residual.onnx",
    ])
    let locator = locator(
      [:], executable: "\(checkout.path)/.build/release/emotion-detector")
    #expect(try locator.model("residual.onnx") == "\(checkout.path)/models/residual.onnx")
  }

  @Test func aPathIsTakenAsItIs() throws {
    let folder = try Folder(["own.bin"])
    let path = "\(folder.path)/own.bin"
    #expect(try locator([:], executable: "/bin/x").model(path) == path)
    #expect(
      throws: RecognitionError.missingFile(kind: "model", path: "\(folder.path)/other.bin")
    ) {
      try locator([:], executable: "/bin/x").model("\(folder.path)/other.bin")
    }
  }

  @Test func allModelsAreThoseThatTheirNamesGive() throws {
    let own = try Folder(["models/a.onnx", "models/b.onnx", "models/b.json"])
    let checkout = try Folder([
      "Package.swift", "Sources/EmotionRecognition/x", "models/b.onnx", "models/c.onnx",
    ])
    let locator = locator(
      ["EMOTION_DETECTOR_DATA": own.path],
      executable: "\(checkout.path)/.build/release/emotion-detector")
    #expect(
      try locator.models() == [
        "\(own.path)/models/a.onnx", "\(own.path)/models/b.onnx",
        "\(checkout.path)/models/c.onnx",
      ])
    for file in try locator.models() {
      #expect(try locator.model(String(file.suffix(6).dropLast(5))) == file)
    }
  }

  @Test func withoutAnyModelTheUsualOneIsMissed() throws {
    let empty = try Folder()
    let locator = locator(["EMOTION_DETECTOR_DATA": empty.path], executable: "/bin/x")
    let error = #expect(throws: RecognitionError.self) { try locator.models() }
    #expect(error.map { "\($0)" }?.contains("residual") ?? false)
  }

  @Test func whatIsNowhereIsReportedWithEveryPlaceAndARemedy() throws {
    let empty = try Folder()
    let locator = locator(
      ["EMOTION_DETECTOR_DATA": empty.path, "XDG_DATA_DIRS": "/one:relative:/two"],
      executable: "/opt/x/bin/emotion-detector")
    let error = #expect(throws: RecognitionError.self) { try locator.model("missing") }
    let text = error.map { "\($0)" } ?? ""
    for place in [
      "\(empty.path)/models/missing.onnx", "/nonexistent/emotion-detector/models/missing.onnx",
      "/one/emotion-detector/models/missing.onnx", "/two/emotion-detector/models/missing.onnx",
      "/opt/x/share/emotion-detector/models/missing.onnx", "--model FILE",
    ] {
      #expect(text.contains(place), "\(place) in \(text)")
    }
    #expect(!text.contains("relative"))
  }

  @Test func aDataFolderThatIsNoneIsRefused() {
    let locator = locator(["EMOTION_DETECTOR_DATA": "/nonexistent/data"], executable: "/bin/x")
    #expect(throws: RecognitionError.unusableDataFolder(path: "/nonexistent/data")) {
      try locator.model()
    }
  }
}
