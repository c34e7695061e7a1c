/// What was found in one frame.
package struct FrameAnalysis: Sendable, Equatable {
  /// The frame's number in its stream.
  package var frame: Int
  /// The camera driver's number; nil for files.
  package var sequence: UInt32?
  /// Time since the stream's first frame.
  package var time: Duration
  /// The frame's width in pixels.
  package var width: Int
  /// The frame's height in pixels.
  package var height: Int
  /// The model's labels, in the order of every face's probabilities.
  package var labels: [String]
  /// The faces, ordered by id.
  package var faces: [FaceObservation]

  package init(
    frame: Int, sequence: UInt32? = nil, time: Duration, width: Int, height: Int,
    labels: [String], faces: [FaceObservation]
  ) {
    self.frame = frame
    self.sequence = sequence
    self.time = time
    self.width = width
    self.height = height
    self.labels = labels
    self.faces = faces
  }
}
