/// How a picture is searched; the meaning is that of OpenCV's `detectMultiScale`.
package struct DetectionParameters: Sendable, Equatable {
  /// Ratio of one window size to the next, greater than 1.
  package var scaleFactor: Double
  /// A face must have been found by more than this many windows; 0 or less gives every window
  /// ungrouped.
  package var minNeighbors: Int
  /// Smallest side of a face in pixels.
  package var minSize: Int
  /// Largest side of a face in pixels; nil or 0 for the picture's own.
  package var maxSize: Int?

  package init(
    scaleFactor: Double = 1.1, minNeighbors: Int = 3, minSize: Int = 0, maxSize: Int? = nil
  ) {
    precondition(scaleFactor > 1, "the scale factor must be greater than 1, not \(scaleFactor)")
    self.scaleFactor = scaleFactor
    self.minNeighbors = minNeighbors
    self.minSize = minSize
    self.maxSize = maxSize
  }

  /// Smallest face looked for where nobody chose one: the larger of 30 pixels and a tenth of the
  /// picture's shorter side.
  package static func defaultMinSize(width: Int, height: Int) -> Int {
    max(30, min(width, height) / 10)
  }
}
