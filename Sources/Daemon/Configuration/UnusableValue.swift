/// Why a value can't be used, as it follows the key in a sentence: "is true or false, not maybe".
package struct UnusableValue: Error, Sendable, Equatable {
  package let text: String

  /// - Parameters:
  ///   - wanted: what it should be, as it follows "is".
  ///   - value: what it is.
  init(wanted: String, not value: SettingValue) {
    let found =
      switch value {
      case .empty: "empty"
      case .text(let text): text
      case .list(let texts): "[\(texts.joined(separator: ", "))]"
      case .nested: "keys of its own"
      }
    text = "is \(wanted), not \(found)"
  }
}
