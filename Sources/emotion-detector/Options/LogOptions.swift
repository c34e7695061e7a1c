import ArgumentParser
import Logging

/// How much the program tells while it works.
struct LogOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Tell on standard error what is done and found.")
  var verbose = false

  /// The command's log; call once.
  func makeLogger() -> Logger {
    let level: Logger.Level = verbose ? .debug : .notice
    return Logger(label: "emotion-detector") { _ in StandardErrorLog(logLevel: level) }
  }
}
