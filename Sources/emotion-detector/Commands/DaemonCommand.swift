import ArgumentParser
import Daemon
import Foundation

/// `daemon`: the camera without a window, for months.
struct DaemonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon", abstract: "Watches a camera without a window, as a service.",
    discussion: """
      Without a configuration it opens the first camera and the control socket, keeps nothing and \
      opens no network. `daemon --print-config` prints every key with its meaning and its present \
      value; the command line goes over the environment (EMOTION_DETECTOR_SECTION_KEY), that over \
      the file. `emotion-detector control` commands it.

      SIGHUP reads the configuration anew; SIGTERM and Ctrl-C end it cleanly. A camera that is away \
      is waited for. Exit status 78: the configuration has mistakes, each named with its line.

      systemd is told of READY, STATUS, RELOADING and STOPPING. The watchdog is fed by analysed \
      frames; while the camera is away by tries to open it that came back, while paused by the loop \
      that waits.
      """)

  @OptionGroup(title: "Configuration") var options: ConfigurationOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Name every mistake in the configuration with its line, and end.")
  var checkConfig = false

  @Flag(help: "Print the configuration, documented, and end.")
  var printConfig = false

  @Flag(help: "Print a hardened systemd unit, and end.")
  var printUnit = false

  @Flag(help: "With --print-unit: for a user's own systemd.")
  var user = false

  func validate() throws {
    if user && !printUnit { throw ValidationError("--user goes with --print-unit.") }
  }

  func run() throws {
    if printUnit { return try StandardOutput.write(unit) }
    let environment = ProcessInfo.processInfo.environment
    let reader = options.reader(environment: environment)
    do {
      let configuration = try reader.read(checks: DaemonFiles.checks)
      if printConfig {
        return try StandardOutput.write(DocumentedConfiguration.text(configuration))
      }
      if checkConfig {
        return try StandardOutput.write("\(reader.file ?? "configuration"): no mistakes\n")
      }
      // What is written is for its owner alone.
      umask(0o077)
      let session = try DaemonSession(
        reader: reader, configuration: configuration, environment: environment,
        log: log.makeLogger())
      try session.run()
    } catch DaemonError.unusableConfiguration(let mistakes) {
      for mistake in mistakes { StandardError.write("\(mistake)\n") }
      throw ExitCode(ExitStatus.configuration.rawValue)
    }
  }

  private var unit: String {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let file = options.config.map { URL(fileURLWithPath: $0).path }
    return UnitFile(
      user ? .user : .system, executable: path ?? CommandLine.arguments[0], configuration: file
    ).text
  }
}
