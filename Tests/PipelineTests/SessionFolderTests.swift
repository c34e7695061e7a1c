import Files
import Foundation
import Pipeline
import Testing

@Suite struct SessionFolderTests {
  private let date = Date(timeIntervalSince1970: 1_795_366_025)

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("session-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func aSessionIsNamedAfterItsStart() throws {
    try withFolder { parent in
      let session = try SessionFolder(below: "\(parent)/deep/down", at: date)
      #expect(session.path == "\(parent)/deep/down/2026-11-22T16-47-05Z")
      #expect(session.video.hasSuffix("/video.mkv") && session.faces.hasSuffix("/faces.csv"))
      #expect(try permissions(session.path) == 0o700)
      #expect(try permissions(session.snapshots) == 0o700)
    }
  }

  @Test func twoSessionsOfOneSecondGetTwoFolders() throws {
    try withFolder { parent in
      let first = try SessionFolder(below: parent, at: date)
      let second = try SessionFolder(below: parent, at: date)
      #expect(second.path == first.path + "-2")
    }
  }

  @Test func aPlaceThatIsAFileIsRefusedByName() throws {
    try withFolder { parent in
      try FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: "\(parent)/file"))
      let error = #expect(throws: FileError.self) {
        _ = try SessionFolder(below: "\(parent)/file/inside", at: date)
      }
      #expect(error.map { "\($0)".contains("\(parent)/file") } == true)
    }
  }

  @Test func theRecordIsWrittenWholeAndPrivate() throws {
    try withFolder { parent in
      let session = try SessionFolder(below: parent, at: date)
      let model = "\(parent)/model.onnx"
      try Data("abc".utf8).write(to: URL(fileURLWithPath: model))
      let record = SessionRecord(
        version: "1.2.3", source: "/dev/video0", model: try .init(path: model),
        cascade: try .init(path: model), labels: ["happy"], faceSearch: "tracking",
        thresholds: .init(
          minFace: nil, minNeighbors: 3, scaleFactor: 1.1, confidence: 0.4, smoothingSeconds: 0.3),
        started: date)
      try record.write(to: session.session, mode: 0o600)
      #expect(try permissions(session.session) == 0o600)
      let object =
        try JSONSerialization.jsonObject(
          with: Data(contentsOf: URL(fileURLWithPath: session.session))) as? [String: Any]
      #expect(object?["version"] as? String == "1.2.3")
      #expect(object?["started"] as? String == "2026-11-22T16:47:05.000Z")
      #expect(object?["face_search"] as? String == "tracking")
      let sha = (object?["model"] as? [String: Any])?["sha256"] as? String
      #expect(sha == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
      let names = try FileManager.default.contentsOfDirectory(atPath: session.path)
      #expect(Set(names) == ["session.json", "snapshots"])
    }
  }

  @Test func theRecordBesideAnEventsFileHasItsName() {
    #expect(SessionRecord.path(besideEvents: "/a/b.c/faces.jsonl") == "/a/b.c/faces.session.json")
    #expect(SessionRecord.path(besideEvents: "/a/faces") == "/a/faces.session.json")
  }
}
