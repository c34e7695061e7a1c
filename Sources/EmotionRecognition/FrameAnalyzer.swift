import FaceDetection
import Foundation
import Imaging

/// A gray picture in, its faces with their expressions out: detect, track, classify, smooth.
///
/// Frames of a stream come in their order. One thread may find faces while another reads those of
/// the frame before; calls of the same step from several threads wait for each other.
package final class FrameAnalyzer: @unchecked Sendable {
  // Unchecked: everything that changes is used under one of the locks only.

  /// What the pictures are to each other.
  package enum Mode: Sendable {
    /// Each stands for itself: every face found is reported at once, nothing is carried over.
    case stills
    /// Frames of one stream: faces keep their numbers, labels are steadied.
    case stream
  }

  /// What can be set.
  package struct Parameters: Sendable {
    /// Smallest face in pixels of its side; nil for
    /// `DetectionParameters.defaultMinSize(width:height:)`.
    package var smallestFace: Int?
    /// How many overlapping hits make a face.
    package var minNeighbors = 3
    /// The steps between the sizes looked for.
    package var scaleFactor = 1.1
    /// How the frames of a stream are scanned; stills are always scanned as a whole.
    package var search = FaceSearch.Mode.tracking
    /// How labels are steadied; its threshold counts for stills too.
    package var smoothing = EmotionSmoother.Parameters()

    package init() {}
  }

  /// Detections in a row that show a face in a stream.
  private static let confirmationHits = 3
  /// Score at which one detection does: in group photographs, scanned with the default cascade at
  /// 1.1, 83 % of the faces found reach it and 6 % of the false alarms.
  private static let certainScore = 50.0

  /// The labels of the model, in the order of every face's probabilities.
  package let labels: [String]
  private let mode: Mode
  private let parameters: Parameters
  private let findLock = NSLock()
  private var search: FaceSearch
  private var tracker: FaceTracker
  private let readLock = NSLock()
  private let classifier: EmotionClassifier
  private var smoother: EmotionSmoother

  /// - Parameters:
  ///   - detector: finds the faces; from now on used here alone.
  ///   - classifier: reads their expressions; likewise.
  package init(
    detector: CascadeClassifier, classifier: EmotionClassifier, mode: Mode,
    parameters: Parameters = Parameters()
  ) {
    self.classifier = classifier
    self.mode = mode
    self.parameters = parameters
    labels = classifier.labels
    search = FaceSearch(detector, mode: mode == .stills ? .fullScan : parameters.search)
    tracker = FaceTracker(
      confirmationHits: Self.confirmationHits, certainScore: Self.certainScore)
    smoother = EmotionSmoother(parameters.smoothing)
  }

  /// Finds the faces of a picture and reads their expressions.
  ///
  /// - Parameters:
  ///   - gray: the picture, full range.
  ///   - frame: its number in the stream.
  ///   - sequence: the camera driver's number; nil for files.
  ///   - time: since the stream's first frame.
  /// - Throws: what the classifier throws.
  package func analyze(
    _ gray: GrayImage, frame: Int = 0, sequence: UInt32? = nil, time: Duration = .zero
  ) throws -> FrameAnalysis {
    try read(find(gray, frame: frame, sequence: sequence, time: time))
  }

  /// Finds the faces of a picture: the first half of ``analyze(_:frame:sequence:time:)``.
  package func find(
    _ gray: GrayImage, frame: Int = 0, sequence: UInt32? = nil, time: Duration = .zero
  ) -> FoundFaces {
    findLock.withLock {
      let detections = search.faces(
        in: gray, detection(in: gray), expectedBy: tracker, at: time)
      let (faces, places) = track(detections, at: time)
      return FoundFaces(
        gray: gray, frame: frame, sequence: sequence, time: time, faces: faces, places: places)
    }
  }

  /// Reads the expressions of faces: the second half.
  ///
  /// - Throws: what the classifier throws.
  package func read(_ found: FoundFaces) throws -> FrameAnalysis {
    try readLock.withLock {
      FrameAnalysis(
        frame: found.frame, sequence: found.sequence, time: found.time, width: found.gray.width,
        height: found.gray.height, labels: labels,
        faces: try observe(found))
    }
  }

  private func detection(in gray: GrayImage) -> DetectionParameters {
    var wish = DetectionParameters()
    wish.scaleFactor = parameters.scaleFactor
    wish.minNeighbors = parameters.minNeighbors
    wish.minSize =
      parameters.smallestFace
      ?? DetectionParameters.defaultMinSize(width: gray.width, height: gray.height)
    return wish
  }

  /// The faces of a picture, and where to read their expressions.
  ///
  /// A still's boxes are those that `detect` gives; a stream's are steadied, and are those to read.
  private func track(
    _ detections: [Detection], at time: Duration
  ) -> (faces: [TrackedFace], places: [Rect]) {
    switch mode {
    case .stills:
      let sorted = detections.sorted {
        ($0.box.x, $0.box.y, $0.box.width) < ($1.box.x, $1.box.y, $1.box.width)
      }
      let faces = sorted.enumerated().map {
        TrackedFace(id: $0 + 1, box: $1.box, detected: true, score: $1.score)
      }
      return (faces, sorted.map(\.centroid))
    case .stream:
      let placed = detections.map {
        Detection(box: $0.centroid, neighbors: $0.neighbors, score: $0.score)
      }
      let faces = tracker.update(with: placed, at: time).sorted { $0.id < $1.id }
      return (faces, faces.map(\.box))
    }
  }

  private func observe(_ found: FoundFaces) throws -> [FaceObservation] {
    let probabilities = try classifier.classify(found.places, in: found.gray)
    let observations = zip(found.faces, probabilities).map { face, values in
      let emotion = steady(values, of: face, at: found.time)
      return FaceObservation(
        id: face.id, box: face.box, detected: face.detected, score: face.score,
        emotion: emotion.map { labels[$0.label] }, confidence: emotion?.confidence,
        probabilities: values)
    }
    smoother.keep(found.faces.map(\.id))
    return observations
  }

  private func steady(
    _ probabilities: [Float], of face: TrackedFace, at time: Duration
  ) -> SteadyEmotion? {
    if case .stills = mode {
      var single = EmotionSmoother(parameters.smoothing)
      return single.update(probabilities, of: face.id, at: time)
    }
    // What stands in a box that was only carried over may be anything: it must not move the label.
    return face.detected
      ? smoother.update(probabilities, of: face.id, at: time) : smoother.shown(of: face.id)
  }
}
