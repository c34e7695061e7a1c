import FaceDetection
import Files
import Foundation
import Imaging
import Testing

@Suite struct CascadeReaderTests {
  static let document = """
    <?xml version="1.0"?>
    <!-- a comment -->
    <opencv_storage>
    <cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType>
      <featureType>HAAR</featureType>
      <height>24</height>
      <width>20</width>
      <stageParams><maxWeakCount>2</maxWeakCount></stageParams>
      <featureParams><maxCatCount>0</maxCatCount></featureParams>
      <stageNum>1</stageNum>
      <stages><_>
        <maxWeakCount>2</maxWeakCount>
        <stageThreshold>-5.5e-01</stageThreshold>
        <weakClassifiers>
          <_><internalNodes>
              0 -1 0 -3.125e-02</internalNodes>
            <leafValues>
              2. -2.25</leafValues></_>
          <_><internalNodes>
              1 0 0 0.5 -1 -2 1 7</internalNodes>
            <leafValues>
              0.125 0.25 0.5</leafValues></_></weakClassifiers></_></stages>
      <features>
        <_><rects>
            <_>6 4 12 9 -1.</_>
            <_>6 7 12 3 3.</_></rects></_>
        <_><rects><_>0 0 20 24 -1.</_></rects><tilted>0</tilted></_></features></cascade>
    </opencv_storage>
    """

  private func read(_ document: String) throws -> Cascade {
    try Cascade(xml: Array(document.utf8), name: "test.xml")
  }

  /// The error of a document in which something was replaced.
  private func error(
    replacing part: String, by other: String, _ location: SourceLocation = #_sourceLocation
  ) throws -> FaceDetectionError {
    try #require(Self.document.contains(part), sourceLocation: location)
    let altered = Self.document.replacing(part, with: other)
    return try #require(
      throws: FaceDetectionError.self, sourceLocation: location,
      performing: { try read(altered) })
  }

  @Test func everyPartIsRead() throws {
    let cascade = try read(Self.document)
    #expect(cascade.windowWidth == 20)
    #expect(cascade.windowHeight == 24)
    #expect(
      cascade.features == [
        HaarFeature(parts: [
          .init(rect: Rect(x: 6, y: 4, width: 12, height: 9), weight: -1),
          .init(rect: Rect(x: 6, y: 7, width: 12, height: 3), weight: 3),
        ]),
        HaarFeature(parts: [.init(rect: Rect(x: 0, y: 0, width: 20, height: 24), weight: -1)]),
      ])
    #expect(
      cascade.stages == [
        .init(
          threshold: -0.55,
          trees: [
            .init(
              nodes: [.init(feature: 0, threshold: -0.03125, left: 0, right: -1)],
              leaves: [2, -2.25]),
            .init(
              nodes: [
                .init(feature: 0, threshold: 0.5, left: 1, right: 0),
                .init(feature: 1, threshold: 7, left: -1, right: -2),
              ], leaves: [0.125, 0.25, 0.5]),
          ])
      ])
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoFileOfACascadesSizeIsRefusedUnread() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "cascades-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    for (name, size) in [("empty.xml", 0), ("huge.xml", 100 << 20)] {
      #expect(FileManager.default.createFile(atPath: path(name), contents: nil))
      try FileHandle(forWritingTo: folder.appending(path: name)).truncate(atOffset: UInt64(size))
    }
    // Nobody ever writes into it: opening it must not wait.
    #expect(mkfifo(path("pipe.xml"), 0o600) == 0)
    for name in [
      path("missing.xml"), folder.path, path("empty.xml"), path("huge.xml"),
      path("pipe.xml"), "/dev/zero",
    ] {
      let error = try #require(throws: FileError.self, "\(name)") {
        try Cascade(contentsOf: name)
      }
      #expect(error.description.hasPrefix("\(name): ") && error.description.contains("; "))
    }
  }

  @Test func anEarlyEndIsAlwaysNoticed() throws {
    let end = Self.document.utf8.count - 1
    for count in 0...end {
      let part = Array(Self.document.utf8.prefix(count))
      let error = try #require(throws: FaceDetectionError.self, "\(count) bytes") {
        try Cascade(xml: part, name: "test.xml")
      }
      guard case .malformedXML = error else {
        Issue.record("\(count) bytes: \(error)")
        continue
      }
    }
  }

  @Test func otherXMLIsNoCascade() throws {
    for document in [
      "<html><body/></html>", "<opencv_storage></opencv_storage>",
      "<opencv_storage><model><kind>svm</kind></model></opencv_storage>",
    ] {
      let error = try #require(throws: FaceDetectionError.self) { try read(document) }
      guard case .notACascade = error else {
        Issue.record("\(document): \(error)")
        continue
      }
    }
  }

  @Test(arguments: [
    (">HAAR<", ">LBP<"), (">BOOST<", ">FOREST<"),
    ("<maxCatCount>0", "<maxCatCount>256"),
    ("type_id=\"opencv-cascade-classifier\"", "type_id=\"opencv-haar-classifier\""),
  ])
  func otherKindsOfCascadesAreRefused(_ part: String, _ other: String) throws {
    let error = try error(replacing: part, by: other)
    guard case .unsupportedCascade("test.xml", _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(arguments: [
    ("<height>24", "<height>2"), ("<height>24", "<height>-24"), ("<height>24", "<height>9000"),
    ("<width>20", "<width>"), ("<width>20", "<width>99999999999999999999"),
    ("<stageNum>1", "<stageNum>2"), ("-5.5e-01", "much"), ("-5.5e-01", "nan"),
    ("-5.5e-01", "1e300"), ("0 -1 0 -3.125e-02", "0 -1 0"), ("0 -1 0 -3.125e-02", ""),
    ("0 -1 0 -3", "0 -1 2 -3"), ("0 -1 0 -3", "0 -1 -1 -3"), ("0 -1 0 -3", "0 -2 0 -3"),
    ("0 -1 0 -3", "1 -1 0 -3"), ("1 0 0 0.5 -1", "1 0 0 0.5 1"), ("1 0 0 0.5", "1 1 0 0.5"),
    ("1 0 0 0.5", "2147483647 0 0 0.5"), ("1 0 0 0.5", "-2147483648 0 0 0.5"),
    ("0.125 0.25 0.5", "0.125 0.25"), ("0.125 0.25 0.5", "0.125 0.25 0.5 1"),
    ("2. -2.25", "2. inf"), ("6 4 12 9 -1.", "6 4 15 9 -1."), ("6 4 12 9 -1.", "6 4 12 21 -1."),
    ("6 4 12 9 -1.", "-1 4 12 9 -1."), ("6 4 12 9 -1.", "6 4 0 9 -1."),
    ("6 4 12 9 -1.", "6 4 2147483647 9 -1."), ("6 4 12 9 -1.", "6 4 12 9"),
    ("<rects><_>0 0 20 24 -1.</_></rects>", "<rects></rects>"),
    ("<_>0 0 20 24 -1.</_>", String(repeating: "<_>0 0 20 24 -1.</_>", count: 4)),
    ("leafValues", "leaves"), ("features>", "things>"), ("stages>", "steps>"),
  ])
  func partsThatContradictEachOtherAreDamage(_ part: String, _ other: String) throws {
    let error = try error(replacing: part, by: other)
    guard case .damagedCascade("test.xml", _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func hostileXMLIsRefused() throws {
    let deep = String(repeating: "<a>", count: 100_000)
    let laughs = (1...9).reduce("<!ENTITY l0 \"ha\">") { text, level in
      text + "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    let bomb = "<!DOCTYPE opencv_storage [\(laughs)]><opencv_storage>&l9;</opencv_storage>"
    let outside =
      "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><opencv_storage>&e;</opencv_storage>"
    for document in [deep, bomb, outside] {
      #expect(throws: FaceDetectionError.self) { try read(document) }
    }
  }

  @Test func alteredBytesNeverStopTheProgram() {
    var generator = SeededGenerator(state: 7)
    var refused = 0
    for _ in 0..<3000 {
      var bytes = Array(Self.document.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] =
          Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator)
          : bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      do {
        let cascade = try Cascade(xml: bytes, name: "altered")
        // What is accepted must be safe to use.
        _ = CascadeClassifier(cascade).detect(
          in: GoldenPictures.noise(width: 40, height: 40, seed: 1),
          DetectionParameters(minNeighbors: 0))
      } catch {
        refused += 1
        #expect(error is FaceDetectionError)
      }
    }
    #expect(refused > 1000)
  }

  @Test(.enabled(if: GoldenTests.hasCascades, "needs OpenCV's cascades (Debian: opencv-data)"))
  func openCVsHaarCascadesAreReadAndTheOthersNamed() throws {
    for name in [
      "frontalface_default", "frontalface_alt", "frontalface_alt2", "eye", "fullbody",
      "eye_tree_eyeglasses",
    ] {
      let cascade = try Cascade(contentsOf: "\(GoldenTests.cascades)/haarcascade_\(name).xml")
      #expect(cascade.name == "haarcascade_\(name)")
      let tilted = cascade.features.count(where: \.isTilted)
      #expect((tilted > 0) == ["fullbody", "eye_tree_eyeglasses"].contains(name), "\(tilted)")
    }
    #expect(throws: FaceDetectionError.self) {
      try Cascade(
        contentsOf: "\(GoldenTests.cascades)/../lbpcascades/lbpcascade_frontalface.xml")
    }
  }
}
