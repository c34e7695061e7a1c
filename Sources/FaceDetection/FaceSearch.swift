import Imaging

/// Finds the faces in the frames of a stream.
///
/// Scanning each frame as a whole is dear, and most of it in vain: faces are where they just were.
/// So each frame is scanned around the faces that are followed, at sizes near their last ones, and
/// beside that a share of the whole scan is done, which comes round in ``ScanSchedule/period``. A
/// window that passes there is scanned around at once. The windows are the very ones that a scan of
/// the whole picture looks at, and so are scores and boxes. A face that is not found where it
/// should be is looked for everywhere in the same frame.
package struct FaceSearch {
  /// How frames are scanned.
  package enum Mode: String, Sendable, Codable {
    /// Around the faces that are followed, and a share of the rest.
    case tracking
    /// Each as a whole.
    case fullScan = "full-scan"
  }

  /// Around windows that passed the scan: where the other windows of their face may be.
  private static let windowReach = 0.25
  private static let windowRatio = 1.5
  /// How far the windows of a face lie around its box, in sides of that: on frames of clips, 98 of
  /// 100 lie within. A face nearer to a region's edge has others behind it.
  private static let spread = 0.13
  /// Share of the whole scan from which on nothing is gained by leaving out the rest.
  private static let greatestPart = 0.6

  package let mode: Mode
  private let detector: CascadeClassifier
  private var schedule: ScanSchedule?
  private var key: ScanPlan.Key?
  private var lastTime: Duration = .zero
  /// Whether the last frame was scanned as a whole.
  package private(set) var hasScannedAll = false

  /// - Parameter detector: from now on used here alone.
  package init(_ detector: CascadeClassifier, mode: Mode) {
    self.detector = detector
    self.mode = mode
  }

  /// The faces found in the next frame, ordered by x, then y, then width.
  ///
  /// - Parameters:
  ///   - tracker: what is known from the frames before; the frame's detections go to it next.
  ///   - time: the frame's; where it goes back, the stream starts over.
  package mutating func faces(
    in image: GrayImage, _ parameters: DetectionParameters, expectedBy tracker: FaceTracker,
    at time: Duration
  ) -> [Detection] {
    let plan = detector.plan(for: image, parameters)
    defer { lastTime = time }
    if mode == .tracking, key == plan.key, time >= lastTime,
      let found = partialScan(of: image, plan, expectedBy: tracker, at: time),
      !tracker.losesFace(with: found, at: time)
    {
      hasScannedAll = false
      return found
    }
    if key != plan.key || time < lastTime {
      schedule = ScanSchedule(costs: plan.bands.map(\.windowCount), at: time)
    }
    key = plan.key
    hasScannedAll = true
    return detector.faces(
      from: detector.windows(of: plan.bands, of: plan, in: image), of: plan, in: image)
  }

  /// The faces found without a scan of the whole picture; nil where it would not cost much more.
  private mutating func partialScan(
    of image: GrayImage, _ plan: ScanPlan, expectedBy tracker: FaceTracker, at time: Duration
  ) -> [Detection]? {
    let expected = tracker.expectedFaces(at: time)
    let regions = expected.map {
      SearchRegion(around: $0.box, reach: $0.reach, ratio: $0.ratio)
    }
    let share = schedule?.take(at: time).map { plan.bands[$0] } ?? []
    var bands = regions.flatMap { plan.bands(in: $0) } + share
    if isMostOfAll(bands, of: plan) { return nil }
    var (known, strangers): ([ScanWindow], [ScanWindow]) = ([], [])
    for window in detector.windows(of: bands, of: plan, in: image) {
      if regions.contains(where: { $0.contains(window.detection.box) }) {
        known.append(window)
      } else if !expected.contains(where: { $0.box.contains(center(of: window.detection.box)) }) {
        // Others that the share shows over a face that is followed can't be another one.
        strangers.append(window)
      }
    }
    let minNeighbors = plan.key.parameters.minNeighbors
    let around =
      boxes(of: strangers, minNeighbors: 0)
      + boxes(of: known, minNeighbors: minNeighbors).filter { isAtEdge($0, of: regions) }
    if around.isEmpty { return detector.faces(from: known, of: plan, in: image) }
    let more = around.flatMap {
      plan.bands(
        in: SearchRegion(around: $0, reach: Self.windowReach, ratio: Self.windowRatio))
    }
    bands += more
    if isMostOfAll(bands, of: plan) { return nil }
    let windows = known + strangers + detector.windows(of: more, of: plan, in: image)
    return detector.faces(from: ScanWindow.unique(windows), of: plan, in: image)
  }

  private func center(of box: Rect) -> Rect {
    Rect(x: Int(box.centerX), y: Int(box.centerY), width: 1, height: 1)
  }

  /// The mean boxes of windows that belong together.
  private func boxes(of windows: [ScanWindow], minNeighbors: Int) -> [Rect] {
    DetectionGrouping.groups(of: windows.map(\.detection), minNeighbors: minNeighbors).map(\.box)
  }

  /// Whether windows of a face may lie outside all regions.
  private func isAtEdge(_ box: Rect, of regions: [SearchRegion]) -> Bool {
    let spread = Int(Self.spread * Double(box.width))
    let around = Rect(
      x: Int(box.centerX) - spread, y: Int(box.centerY) - spread, width: 2 * spread,
      height: 2 * spread)
    return !regions.contains { $0.centers.contains(around) && $0.sizes.contains(box.width) }
  }

  private func isMostOfAll(_ bands: [ScanPlan.Band], of plan: ScanPlan) -> Bool {
    let count = bands.reduce(0) { $0 + $1.windowCount }
    return Double(count) > Self.greatestPart * Double(plan.windowCount)
  }
}
