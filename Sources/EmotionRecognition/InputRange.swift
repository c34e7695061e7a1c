/// The range a model wants gray levels in.
package enum InputRange: String, Sendable, CaseIterable {
  /// Gray levels as they are: what the project's own models take.
  case bytes = "0..255"
  /// Divided by 255.
  case unit = "0..1"
  /// Divided by 127.5, less one.
  case symmetric = "-1..1"

  /// A gray level, 0...255, as the model wants it.
  package func callAsFunction(_ level: UInt8) -> Float {
    switch self {
    case .bytes: Float(level)
    case .unit: Float(level) / 255
    case .symmetric: Float(level) / 127.5 - 1
    }
  }
}
