import Imaging

/// What is known of one face in one frame.
package struct FaceObservation: Sendable, Equatable {
  /// The face's number; the same as long as it is followed, from 1 up, never used again.
  package var id: Int
  /// Where the face is, in the frame's pixels.
  package var box: Rect
  /// Whether the detector found it in this very frame; false where the tracker carried it over.
  package var detected: Bool
  /// The detector's confidence: greater is surer, no fixed scale.
  package var score: Double
  /// The shown emotion, steadied over the face's last frames; nil when uncertain.
  package var emotion: String?
  /// Probability of the leading emotion after steadying, 0...1; nil when `emotion` is nil.
  package var confidence: Float?
  /// This frame's own probabilities in the order of the model's labels, each 0...1, sum 1; empty
  /// where no classifier ran.
  package var probabilities: [Float]

  package init(
    id: Int, box: Rect, detected: Bool, score: Double, emotion: String? = nil,
    confidence: Float? = nil, probabilities: [Float] = []
  ) {
    self.id = id
    self.box = box
    self.detected = detected
    self.score = score
    self.emotion = emotion
    self.confidence = confidence
    self.probabilities = probabilities
  }
}
