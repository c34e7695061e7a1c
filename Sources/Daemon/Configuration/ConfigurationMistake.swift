/// One mistake in the configuration: where, and what.
package struct ConfigurationMistake: Sendable, Equatable, CustomStringConvertible {
  /// Where it stands: `daemon.yaml:12`, `EMOTION_DETECTOR_METRICS_PORT`, `--set metrics.port`.
  package let place: String
  /// What is wrong, and what to do.
  package let text: String

  package init(place: String, text: String) {
    self.place = place
    self.text = text
  }

  package var description: String { "\(place): \(text)" }
}
