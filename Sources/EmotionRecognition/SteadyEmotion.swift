/// An emotion as it is shown: steadied, and sure enough to be named.
package struct SteadyEmotion: Sendable, Equatable {
  /// Which of the model's labels.
  package var label: Int
  /// Its steadied probability, 0...1.
  package var confidence: Float

  package init(label: Int, confidence: Float) {
    self.label = label
    self.confidence = confidence
  }
}
