import Foundation
import Programs

/// A guest kernel with the real camera drivers, started by the script `run.sh`.
enum Rig {
  /// The folder of this package.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static let files = FileManager.default

  /// Where the guest's kernel and modules are.
  private static let folder =
    ProcessInfo.processInfo.environment["V4L2_RIG"] ?? "\(root)/../shared/v4l2-rig"

  /// The script that starts a guest; it may lie apart from the kernel it was told to build.
  private static let script =
    ["\(folder)/run.sh", "\(root)/../shared/v4l2-rig/run.sh"]
    .first { files.isExecutableFile(atPath: $0) }

  /// What the tests lack on this machine, as a sentence; nil where they can run.
  static let lack: String? = {
    guard script != nil, files.isExecutableFile(atPath: "\(folder)/uml/linux") else {
      return "there is no V4L2 rig: V4L2_RIG names its folder, or it lies beside the checkout as "
        + "shared/v4l2-rig (see Tests/Rig/README.md)"
    }
    let needed = ["busybox", "ffmpeg", "modprobe", "python3", "v4l2-ctl"]
    let missing = needed.filter { !isInstalled($0) }
    guard missing.isEmpty else {
      return
        "the V4L2 rig needs \(missing.joined(separator: ", ")): `.ci/setup --tests` installs it"
    }
    return nil
  }()

  private static func isInstalled(_ command: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return "\(path):/usr/sbin:/sbin".split(separator: ":")
      .contains { files.isExecutableFile(atPath: "\($0)/\(command)") }
  }

  /// Boots a guest with some drivers and runs a script of `Guest` in it.
  ///
  /// - Parameters:
  ///   - folder: what the guest writes into it stays; the script's first argument.
  ///   - modules: the drivers to load, each with its parameters.
  ///   - seconds: how long it may take.
  /// - Returns: the script's exit status and all it said, as output.
  static func run(
    _ guestScript: String, in folder: TemporaryFolder, modules: [String], _ arguments: [String],
    seconds: Int = 120
  ) throws -> Program.Outcome {
    try Program.run(
      ["-w", folder.path, "-t", "\(seconds)"] + modules.flatMap { ["-m", $0] }
        + ["--", "bash", "\(root)/Tests/Rig/Guest/\(guestScript)", folder.path] + arguments,
      executable: script ?? "", environment: ["V4L2_RIG": self.folder])
  }
}
