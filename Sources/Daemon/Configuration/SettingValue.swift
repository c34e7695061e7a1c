/// A value as it was written, before it is known what it should be.
package enum SettingValue: Sendable, Equatable {
  /// Nothing: `key:`, `key: ~`, an empty environment variable.
  case empty
  case text(String)
  case list([String])
  /// Keys with values of their own, or a list of other things than texts.
  case nested
}
