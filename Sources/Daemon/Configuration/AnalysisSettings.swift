import EmotionRecognition

/// How faces are found and read.
package struct AnalysisSettings: Sendable, Equatable {
  /// Most analyses a second; nil for every frame there is time for.
  package var fps: Double?
  package var model: String?
  /// The classes of a model that doesn't name them.
  package var labels: [String]?
  package var inputRange: InputRange?
  package var cascade: String?
  /// Smallest face in pixels; nil for a tenth of the picture's shorter side.
  package var minFace: Int?
  package var minNeighbors = 3
  package var fullScan = false
  /// Most threads to compute with; nil for one a core.
  package var threads: Int?

  package init() {}
}
