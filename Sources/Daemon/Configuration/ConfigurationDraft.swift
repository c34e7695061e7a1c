/// A configuration in the making: values as they come, where each came from, and what is wrong.
struct ConfigurationDraft {
  var mistakes: [ConfigurationMistake] = []
  private var configuration = DaemonConfiguration()
  private var places: [String: String] = [:]

  mutating func note(_ text: String, at place: String) {
    mistakes.append(ConfigurationMistake(place: place, text: text))
  }

  /// Takes a value in place of the one before.
  ///
  /// - Parameter place: where it was written.
  mutating func set(_ name: String, to value: SettingValue, at place: String) {
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      return note("\(name): \(Self.advice(name))", at: place)
    }
    do {
      try setting.write(value, &configuration)
      places[name] = place
    } catch {
      note("\(name) \(error.text)", at: place)
    }
  }

  /// The configuration, if all of it can be used.
  ///
  /// - Throws: ``DaemonError/unusableConfiguration(_:)``.
  mutating func checked(_ checks: [ConfigurationCheck]) throws -> DaemonConfiguration {
    let source = configuration.source
    if source.file != nil && source.camera != nil {
      contradict("source.file", "and source.camera exclude each other; leave one")
    }
    if source.loop && source.file == nil {
      contradict("source.loop", "goes with source.file")
    }
    let recording = configuration.recording
    if recording.when == .face && recording.folder == nil {
      contradict("recording.when", "is face, but no recording.folder says where to")
    }
    if let socket = configuration.events.socket, socket == configuration.control.socket {
      contradict("events.socket", "and control.socket are the same; give each its own")
    }
    for check in checks {
      if let complaint = check.complaint(configuration) { contradict(check.name, complaint) }
    }
    guard mistakes.isEmpty else { throw DaemonError.unusableConfiguration(mistakes) }
    return configuration
  }

  /// Tells of a value that doesn't go with another.
  private mutating func contradict(_ name: String, _ text: String) {
    note("\(name) \(text)", at: places[name] ?? "configuration")
  }

  /// What may have been meant by an unknown key: one of the same section, one of that name in
  /// another section, one that is spelt alike.
  private static func advice(_ name: String) -> String {
    let names = Setting.all.map(\.name)
    let key = name.drop { $0 != "." }
    let near =
      names.first { $0.hasSuffix(key) && !key.isEmpty }
      ?? Spelling.nearest(to: name, among: names)
    return "unknown key" + (near.map { "; did you mean \($0)?" } ?? "")
  }
}
