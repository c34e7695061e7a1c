/// One key of the configuration: its name, what it means, and where its value goes.
package struct Setting: Sendable {
  /// Section and key: `events.folder`.
  package let name: String
  /// What it means, for the documented file; lines of a comment.
  let help: String
  /// Puts a value into a configuration.
  let write: @Sendable (SettingValue, inout DaemonConfiguration) throws(UnusableValue) -> Void
  /// A configuration's value as YAML; nil where it has none.
  let show: @Sendable (DaemonConfiguration) -> String?

  /// The part before the dot.
  var section: String { String(name.prefix { $0 != "." }) }
  /// The part behind the dot.
  var key: String { String(name.drop { $0 != "." }.dropFirst()) }
  /// The environment variable that sets it.
  var environmentName: String {
    "EMOTION_DETECTOR_" + name.uppercased().replacing(".", with: "_")
  }

  /// A setting that always has a value.
  init<Value>(
    _ name: String, _ path: WritableKeyPath<DaemonConfiguration, Value> & Sendable,
    _ kind: SettingKind<Value>, _ help: String
  ) {
    self.name = name
    self.help = help
    write = { value, configuration throws(UnusableValue) in
      configuration[keyPath: path] = try kind.read(value)
    }
    show = { kind.show($0[keyPath: path]) }
  }

  /// A setting that may be left empty.
  init<Value>(
    _ name: String, _ path: WritableKeyPath<DaemonConfiguration, Value?> & Sendable,
    _ kind: SettingKind<Value>, _ help: String
  ) {
    self.name = name
    self.help = help
    write = { value, configuration throws(UnusableValue) in
      configuration[keyPath: path] = value == .empty ? nil : try kind.read(value)
    }
    show = { $0[keyPath: path].map(kind.show) }
  }
}
