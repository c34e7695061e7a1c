import ArgumentParser
import Daemon
import Foundation

/// The daemon's configuration: a file, and what goes over it.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Configuration file. Default: emotion-detector/daemon.yaml in XDG_CONFIG_HOME, else in /etc, \
      if it is there.
      """, valueName: "file"), completion: .file(extensions: ["yaml"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Set a key of the configuration, whatever the file says; as often as you like.",
      valueName: "section.key=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp("Camera, as source.camera.", valueName: "path"))
  var device: String?

  @Option(
    help: ArgumentHelp(
      "A video file or folder of pictures in its place, as source.file.", valueName: "file"),
    completion: .file())
  var source: String?

  @Flag(help: "Begin again at the end of --source.")
  var loop = false

  @Option(
    help: ArgumentHelp("Most analyses a second, as analysis.fps.", valueName: "rate"))
  var analysisFps: String?

  @Option(
    help: ArgumentHelp("Keep recordings in this folder, as recording.folder.", valueName: "folder"),
    completion: .directory)
  var record: String?

  @Option(
    help: ArgumentHelp(
      "none, blur, box or events-only: what recordings keep of faces, as recording.privacy.",
      valueName: "way"))
  var privacy: String?

  @Option(
    help: ArgumentHelp(
      "Write events: a folder, as events.folder; - for standard output.", valueName: "folder"),
    completion: .directory)
  var events: String?

  func validate() throws {
    if let wrong = set.first(where: { !$0.contains("=") }) {
      throw ValidationError("--set takes section.key=value, not \(wrong).")
    }
  }

  /// Reads the file, the environment and these options, as often as asked.
  func reader(environment: [String: String]) -> ConfigurationReader {
    ConfigurationReader(
      file: config ?? ConfigurationReader.usualFile(environment: environment),
      environment: environment, overrides: overrides)
  }

  private var overrides: [(name: String, value: String, place: String)] {
    var values = set.map { text in
      let name = String(text.prefix { $0 != "=" })
      return (name: name, value: String(text.dropFirst(name.count + 1)), place: "--set \(name)")
    }
    func add(_ name: String, _ value: String?, _ option: String) {
      if let value { values.append((name, value, option)) }
    }
    // A camera takes the place of the file's file, and the other way round.
    if device != nil { add("source.file", "", "--device") }
    if source != nil { add("source.camera", "", "--source") }
    add("source.camera", device, "--device")
    add("source.file", source, "--source")
    add("source.loop", loop ? "true" : nil, "--loop")
    add("analysis.fps", analysisFps, "--analysis-fps")
    add("recording.folder", record, "--record")
    add("recording.privacy", privacy, "--privacy")
    add("events.standard_output", events == "-" ? "true" : nil, "--events")
    add("events.folder", events == "-" ? nil : events, "--events")
    return values
  }
}
