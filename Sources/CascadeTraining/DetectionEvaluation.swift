import FaceDetection
import Imaging
import Randomness

/// How many faces a detector finds at how many false alarms: discrete matching as in FDDB (Jain and
/// Learned-Miller 2010), an overlap of half the union between the detector's square and the face's
/// ``AnnotatedFace/square``.
package struct DetectionEvaluation: Sendable {
  /// What a detection turned out to be.
  struct Answer: Sendable {
    var score: Double
    var isRight: Bool
    var picture: Int
  }

  /// A point of the curve.
  package struct Point: Sendable, Equatable {
    /// False alarms a picture.
    package var falseAlarms: Double
    /// Share of the faces that are found, 0...1.
    package var found: Double
    /// Least score of the detections that count.
    package var score: Double
  }

  /// Least overlap, intersection over union, of a detection and its face.
  private static let leastOverlap = 0.5

  /// Number of faces that count in each picture.
  private var faceCounts: [Int] = []
  /// Greatest score first.
  private var answers: [Answer] = []

  package init() {}

  package var pictureCount: Int { faceCounts.count }
  package var faceCount: Int { faceCounts.reduce(0, +) }

  /// Adds a picture.
  ///
  /// - Parameters:
  ///   - counted: squares of the faces that are to be found.
  ///   - ignored: of those that may be found or not.
  package mutating func add(_ detections: [Detection], counted: [Rect], ignored: [Rect]) {
    var isFound = [Bool](repeating: false, count: counted.count)
    for detection in detections.sorted(by: { $0.score > $1.score }) {
      let overlaps = counted.map { $0.intersectionOverUnion(detection.box) }
      let best = counted.indices.filter { !isFound[$0] }.max { overlaps[$0] < overlaps[$1] }
      if let best, overlaps[best] >= Self.leastOverlap {
        isFound[best] = true
        answers.append(Answer(score: detection.score, isRight: true, picture: faceCounts.count))
      } else if !ignored.contains(where: {
        $0.intersectionOverUnion(detection.box) >= Self.leastOverlap
      }) {
        answers.append(Answer(score: detection.score, isRight: false, picture: faceCounts.count))
      }
    }
    faceCounts.append(counted.count)
    answers.sort { $0.score > $1.score }
  }

  /// The whole curve, from the greatest score down; each picture counts as often as its weight says.
  package func curve(weights: [Int]? = nil) -> [Point] {
    let weights = weights ?? [Int](repeating: 1, count: pictureCount)
    let pictures = Double(weights.reduce(0, +))
    let faces = Double(zip(weights, faceCounts).reduce(0) { $0 + $1.0 * $1.1 })
    guard pictures > 0, faces > 0 else { return [] }
    var (right, wrong, points) = (0, 0, [Point]())
    for answer in answers where weights[answer.picture] > 0 {
      if answer.isRight {
        right += weights[answer.picture]
      } else {
        wrong += weights[answer.picture]
      }
      points.append(
        Point(
          falseAlarms: Double(wrong) / pictures, found: Double(right) / faces, score: answer.score))
    }
    return points
  }

  /// Share of the faces found where there are at most so many false alarms a picture.
  package func found(atFalseAlarms limit: Double, weights: [Int]? = nil) -> Double {
    curve(weights: weights).last { $0.falseAlarms <= limit }?.found ?? 0
  }

  /// By how much more of the faces this finds than another, on the same pictures and at the same
  /// false alarms, with the 95 % interval of a bootstrap over pictures (Efron 1979).
  package func difference(
    from other: DetectionEvaluation, atFalseAlarms limit: Double, resamples: Int = 1000
  ) -> (mean: Double, interval: ClosedRange<Double>) {
    precondition(faceCounts == other.faceCounts, "evaluations of other pictures")
    var generator = SplitMix64(seed: 1)
    let differences = (0..<resamples).map { _ in
      var weights = [Int](repeating: 0, count: pictureCount)
      for _ in 0..<pictureCount { weights[Int(generator.next() % UInt64(pictureCount))] += 1 }
      return found(atFalseAlarms: limit, weights: weights)
        - other.found(atFalseAlarms: limit, weights: weights)
    }.sorted()
    let low = differences[resamples * 25 / 1000]
    let high = differences[min(resamples - 1, resamples * 975 / 1000)]
    return (
      found(atFalseAlarms: limit) - other.found(atFalseAlarms: limit),
      min(low, high)...max(low, high)
    )
  }
}
