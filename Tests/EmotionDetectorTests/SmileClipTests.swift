import Foundation
import Programs
import Testing

/// The whole way on a real clip: a face that is neutral, smiles broadly, and is neutral again.
@Suite(.enabled(if: Samples.hasClips, "needs the clip"))
struct SmileClipTests {
  @Test func theSmileIsShownSoonAndOnOneFace() throws {
    let outcome = try Program.run(["video", Samples.smile, "--events", "-"])
    #expect(outcome.status == 0 && outcome.objects.count == 72, "\(outcome.error)")
    let faces = outcome.objects.map { $0["faces"] as? [[String: Any]] ?? [] }
    #expect(faces.allSatisfy { $0.count == 1 && $0[0]["id"] as? Int == 1 })
    let emotions = faces.map { $0.first?["emotion"] as? String }
    #expect(emotions[0...16].allSatisfy { $0 == "neutral" })
    #expect(emotions[24...65].allSatisfy { $0 == "happy" })
    // Shown at most a seventh of a second after most of a frame's own probability says so.
    let probable = faces.firstIndex {
      ($0.first?["probabilities"] as? [String: Double])?["happy"] ?? 0 > 0.5
    }
    let shown = try #require(emotions.firstIndex { $0 == "happy" })
    #expect((0...4).contains(shown - (probable ?? 0)))
    #expect(zip(emotions, emotions.dropFirst()).filter { $0 != $1 }.count <= 2)
  }

  @Test func trackingShowsWhatWholeScansShow() throws {
    let folder = try TemporaryFolder()
    let runs = try [[], ["--full-scan"]].map { option in
      let events = "\(folder.path)/\(option.count).jsonl"
      let outcome = try Program.run(["video", Samples.smile, "--events", events] + option)
      #expect(outcome.status == 0, "\(outcome.error)")
      return try Samples.bytes(events).split(separator: UInt8(ascii: "\n")).map {
        try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
      }
    }
    func faces(_ run: Int, _ key: String) -> [[Any?]] {
      runs[run].map { ($0["faces"] as? [[String: Any]] ?? []).map { $0[key] } }
    }
    #expect(faces(0, "id") as? [[Int]] == faces(1, "id") as? [[Int]])
    #expect(faces(0, "detected") as? [[Bool]] == faces(1, "detected") as? [[Bool]])
    let shown = [0, 1].map { faces($0, "emotion").map { $0.first as? String } }
    #expect(zip(shown[0], shown[1]).filter { $0 != $1 }.count <= 2)
    for (run, mode) in [(0, "tracking"), (1, "full-scan")] {
      let record = try Samples.bytes("\(folder.path)/\(run).session.json")
      let object = try JSONSerialization.jsonObject(with: Data(record)) as? [String: Any]
      #expect(object?["face_search"] as? String == mode)
    }
  }
}
