import Imaging

/// What the tracker remembers of one face, or of what may become one.
struct FaceTrack {
  /// Farthest a face is expected to have moved beyond its prediction, in sides of its box.
  private static let reach = 0.6
  /// A box smaller than this part of another is another face.
  private static let leastSizeRatio = 0.5
  /// Longest time in seconds that a movement is thought to go on.
  private static let longestPrediction = 0.3
  /// How far around its box the windows of a face are searched for, in sides of the box, where it
  /// does not move.
  private static let searchReach = 0.14
  /// How much farther for each second since, and how much more its size may have changed.
  private static let searchSpeed = 1.5
  /// Sizes that the windows of a face have, as a ratio to their mean.
  private static let searchRatio = 1.45
  /// Part of the way that the shown box always goes to a new detection.
  private static let leastBlend = 0.3
  /// Movement, in sides of the box, that the shown box follows at once.
  private static let jump = 0.15
  /// Part of a detection inside a face from which on it is held against that face.
  private static let besideOverlap = 0.2
  /// How much more certain than such a detection the face must be to be the only one.
  private static let besideScoreRatio = 5.0

  /// Nil until the face is confirmed.
  var id: Int?
  /// Detections one after the other before it was confirmed.
  private(set) var hits = 1
  /// Time of the last detection.
  var lastSeen: Duration
  /// Whether it was found in the frame at hand.
  var isFound = true
  private(set) var score: Double
  /// The last detection's box.
  private var detection: Rect
  /// The steadied box: x, y, width, height.
  private var shown: SIMD4<Double>
  /// Of the centre, in pixels a second.
  private var velocity = SIMD2(0.0, 0.0)

  init(_ detection: Detection, at time: Duration) {
    self.detection = detection.box
    shown = detection.box.vector
    score = detection.score
    lastSeen = time
  }

  /// The steadied box; it stays inside the picture if all detections were.
  var box: Rect {
    Rect(x: Int(shown.x), y: Int(shown.y), width: Int(shown.z), height: Int(shown.w))
  }

  /// How well a box continues this face, 0...1; 0 where it can't.
  ///
  /// - Parameter keep: how long a face may be missed; the longer it was, the farther it may be.
  func affinity(to box: Rect, at time: Duration, keep: Duration) -> Double {
    let elapsed = seconds(time - lastSeen)
    let place = center(detection) + movement(in: elapsed)
    let side = Double(box.width + box.height + detection.width + detection.height) / 4
    let offset = center(box) - place
    let distance = (offset * offset).sum().squareRoot() / side
    let missed = keep > .zero ? min(1, elapsed / seconds(keep)) : 0
    let reach = Self.reach * (1 + 0.5 * missed)
    let ratio = Double(min(box.width, detection.width)) / Double(max(box.width, detection.width))
    guard distance < reach, ratio >= Self.leastSizeRatio else { return 0 }
    return (1 - distance / reach) * ratio
  }

  /// Where to look for the face.
  ///
  /// - Parameter hasJustBeenFound: in the frame before; else everywhere where a box would continue
  ///   it.
  func expectation(at time: Duration, hasJustBeenFound: Bool) -> ExpectedFace {
    let elapsed = max(0, seconds(time - lastSeen))
    let (widestReach, widestRatio) = (1.5 * Self.reach, 1 / Self.leastSizeRatio)
    var box = detection
    let moved = movement(in: elapsed)
    box.x += Int(moved.x.rounded())
    box.y += Int(moved.y.rounded())
    guard hasJustBeenFound else {
      return ExpectedFace(box: box, reach: widestReach, ratio: widestRatio)
    }
    let growth = Self.searchSpeed * elapsed
    return ExpectedFace(
      box: box, reach: min(widestReach, Self.searchReach + growth),
      ratio: min(widestRatio, Self.searchRatio + growth))
  }

  /// How far the centre is thought to have moved, in pixels.
  private func movement(in seconds: Double) -> SIMD2<Double> {
    velocity * min(seconds, Self.longestPrediction)
  }

  /// Whether a box lies so much over the face that it can't be another one.
  func covers(_ box: Rect) -> Bool {
    let common = detection.intersection(box).area
    return 2 * common > min(detection.area, box.area)
  }

  /// Whether a detection reaches into a face that is far more certain: most of those are hands,
  /// collars and ears.
  func outshines(_ found: Detection) -> Bool {
    let common = detection.intersection(found.box).area
    return Double(common) > Self.besideOverlap * Double(found.box.area)
      && score > Self.besideScoreRatio * found.score
  }

  /// Goes on with a detection.
  mutating func follow(_ found: Detection, at time: Duration) {
    let elapsed = seconds(time - lastSeen)
    if elapsed > 0 {
      velocity = (velocity + (center(found.box) - center(detection)) / elapsed) / 2
    }
    let target = found.box.vector
    let difference = target - shown
    let moved = max(
      abs(difference.x + difference.z / 2), abs(difference.y + difference.w / 2),
      abs(difference.z), abs(difference.w))
    let blend = Self.leastBlend + (1 - Self.leastBlend) * moved / (Self.jump * target.z)
    shown = blend < 1 ? shown + difference * blend : target
    detection = found.box
    score = found.score
    lastSeen = time
    isFound = true
    hits += 1
  }

  private func center(_ box: Rect) -> SIMD2<Double> { SIMD2(box.centerX, box.centerY) }

  private func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
