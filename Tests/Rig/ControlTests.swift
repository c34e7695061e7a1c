import Foundation
import Programs
import Testing

extension RigTests {
  /// A real driver's settings.
  @Suite struct ControlTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func live(_ options: String...) throws -> LiveRun {
      try LiveRun(
        "vivid.sh", in: folder, modules: ["vivid n_devs=1 node_types=1"], device: "vivid",
        ["--fps", "25", "--duration", "2"] + options)
    }

    @Test func aSettingReachesTheDriver() throws {
      let run = try live("--control", "brightness=77")
      #expect(run.status == 0, "\(run.said)")
      let controls = try String(contentsOfFile: "\(folder.path)/controls", encoding: .utf8)
      #expect(controls.contains("brightness: 77"), "\(controls)")
    }

    @Test func aWrongValueIsRefusedInWords() throws {
      let run = try live("--control", "Brightness=1000")
      #expect(run.status == 1 && run.error.contains("which takes 0...255"), "\(run.said)")
    }

    @Test func theDevicesListNamesRangesDefaultsAndMenus() throws {
      let outcome = try Rig.run(
        "vivid.sh", in: folder, modules: ["vivid n_devs=1 node_types=1"],
        [Program.executable, "devices"])
      let text = try String(contentsOfFile: "\(folder.path)/output", encoding: .utf8)
      #expect(outcome.status == 0)
      #expect(text.contains("Brightness = 128 (0...255; default 128)"), "\(text)")
      #expect(text.contains("Horizontal Flip = off (off or on; default off)"))
      #expect(
        text.contains(
          /Test Pattern = 75% Colorbar \(0: 75% Colorbar, 1: 100% Colorbar, .*; default 75% Colorbar\)/
        ))
    }
  }
}
