/// A configuration as the documented file: every key with its meaning, set ones as they are, empty
/// ones as comments.
package enum DocumentedConfiguration {
  private static let head = """
    # Configuration of `emotion-detector daemon`, YAML. Every key may be left out.
    #
    # A key section.key is also set by the environment variable EMOTION_DETECTOR_SECTION_KEY and by
    # --set section.key=VALUE; the command line goes over the environment, that over this file.
    # `emotion-detector daemon --config FILE --check-config` names the line of every mistake.
    # SIGHUP or `emotion-detector control reload` reads it anew; with a mistake in it all stays as
    # it was.

    """

  package static func text(_ configuration: DaemonConfiguration) -> String {
    var lines = [head]
    var section = ""
    for setting in Setting.all {
      if setting.section != section {
        if !section.isEmpty { lines.append("") }
        section = setting.section
        lines.append("\(section):")
      }
      lines += setting.help.split(separator: "\n").map { "  # \($0)" }
      lines.append(line(setting, configuration))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ setting: Setting, _ configuration: DaemonConfiguration) -> String {
    if let value = setting.show(configuration) { return "  \(setting.key): \(value)" }
    // Left out, a key that is empty has its default: where that is none, the line is a comment.
    let hasDefault = setting.show(DaemonConfiguration()) != nil
    return hasDefault ? "  \(setting.key):" : "  # \(setting.key):"
  }
}
