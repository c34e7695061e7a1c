import Foundation
import Programs
import Testing

extension RigTests {
  /// Two cameras at once.
  @Suite struct TwoCamerasTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ name: String) -> String {
      (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)) ?? ""
    }

    private func live(_ options: [String]) throws -> Program.Outcome {
      let cameras = ["--device", "/dev/video0", "--device", "/dev/video1"]
      return try Rig.run(
        "plain.sh", in: folder, modules: ["vivid n_devs=2 node_types=1,1"],
        [Program.executable, "live", "--no-window", "--fps", "10", "--duration", "5"] + cameras
          + options)
    }

    @Test func eachHasEventsAndARecordingOfItsOwn() throws {
      let outcome = try live([
        "--events", "\(folder.path)/faces.jsonl", "--record", "\(folder.path)/recordings",
      ])
      #expect(outcome.status == 0, "\(outcome.output)\(text("error"))")
      for (number, device) in [(1, "/dev/video0"), (2, "/dev/video1")] {
        let lines = text("faces-\(number).jsonl").split(separator: "\n")
        #expect(lines.count > 10, "\(number): \(lines.count) events")
        #expect(lines.allSatisfy { $0.contains("\"source\":\"\(device)\"") })
        let session = text("faces-\(number).session.json")
        #expect(session.contains("\"ended\"") && session.contains(device), "\(session)")
        #expect(text("error").contains("notice: \(device): "))
      }
      let recordings = try FileManager.default.contentsOfDirectory(
        atPath: "\(folder.path)/recordings")
      #expect(recordings.count == 2, "\(recordings)")
      let sources = recordings.map { text("recordings/\($0)/session.json") }
      #expect(sources.filter { $0.contains("/dev/video0") }.count == 1)
      for recording in recordings {
        let video = "\(folder.path)/recordings/\(recording)/video.mkv"
        let attributes = try FileManager.default.attributesOfItem(atPath: video)
        #expect(try #require(attributes[.size] as? Int) > 1000)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
    }

    @Test func theirLinesOnStandardOutputAreWholeAndCarryTheSource() throws {
      let outcome = try live(["--events", "-"])
      #expect(outcome.status == 0, "\(outcome.output)\(text("error"))")
      struct Line: Decodable {
        let source: String
      }
      let sources = try text("output").split(separator: "\n")
        .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).source }
      for device in ["/dev/video0", "/dev/video1"] {
        #expect(sources.filter { $0 == device }.count > 10, "\(device)")
      }
    }

    @Test func theSameCameraTwiceIsRefusedInWords() throws {
      let outcome = try Rig.run(
        "plain.sh", in: folder, modules: ["vivid n_devs=1 node_types=1"],
        [
          Program.executable, "live", "--no-window", "--device", "/dev/video0", "--device",
          "/dev/video0",
        ])
      #expect(outcome.status == 1 && text("error").contains("in use by"), "\(text("error"))")
    }
  }
}
