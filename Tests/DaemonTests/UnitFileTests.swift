import Daemon
import Foundation
import Programs
import Testing

@Suite struct UnitFileTests {
  private static let analyzer = "/usr/bin/systemd-analyze"
  private static var hasAnalyzer: Bool { FileManager.default.isExecutableFile(atPath: analyzer) }

  @Test(
    .enabled(if: hasAnalyzer, "needs systemd-analyze"), arguments: [UnitFile.Manager.system, .user])
  func systemdFindsNothingToSay(manager: UnitFile.Manager) throws {
    let folder = try TemporaryFolder()
    let unit = UnitFile(
      manager, executable: Program.executable, configuration: "/etc/emotion-detector/daemon.yaml")
    let file = try folder.file("emotion-detector.service", unit.text)
    let mode = manager == .system ? "--system" : "--user"
    let outcome = try Program.run(
      ["verify", mode, "--man=no", file], executable: Self.analyzer,
      environment: ["XDG_RUNTIME_DIR": folder.path])
    #expect(outcome.status == 0 && outcome.error == "" && outcome.output == "", "\(outcome.error)")
  }

  @Test(.enabled(if: hasAnalyzer, "needs systemd-analyze"))
  func theSystemUnitsExposureIsBelowOneAndAHalf() throws {
    let folder = try TemporaryFolder()
    let unit = UnitFile(.system, executable: Program.executable, configuration: nil)
    let file = try folder.file("emotion-detector.service", unit.text)
    let outcome = try Program.run(
      ["security", "--offline=true", "--no-pager", "--threshold=14", file],
      executable: Self.analyzer)
    #expect(outcome.status == 0, "\(outcome.output.suffix(300))\(outcome.error)")
    #expect(outcome.output.contains("Overall exposure level"))
  }

  @Test func aPathWithSpacesIsOneArgument() {
    let unit = UnitFile(.user, executable: "/opt/my \"own\"/it", configuration: "/a b")
    #expect(unit.text.contains("ExecStart=\"/opt/my \\\"own\\\"/it\" daemon --config \"/a b\"\n"))
  }
}
