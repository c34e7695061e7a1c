/// One size at which a picture is searched: the picture is shrunk, the window stays.
struct ScanScale: Equatable {
  /// How much the picture is shrunk, 1 or more.
  let scale: Float
  /// Width of the shrunk picture in pixels.
  let width: Int
  /// Height of the shrunk picture in pixels.
  let height: Int
  /// Pixels of the shrunk picture from one window to the next, 1 or 2.
  let step: Int
  /// Windows side by side.
  let columns: Int
  /// Windows one below the other.
  let rows: Int
  /// Width of a window in pixels of the picture itself.
  let boxWidth: Int
  /// Height of a window in pixels of the picture itself.
  let boxHeight: Int

  /// - Parameter stripes: how many OpenCV divides the rows into for its threads: a row of windows that
  ///   only an odd row of pixels has room for may belong to none, and is not searched; nil for every
  ///   row.
  init(scale: Float, cascade: Cascade, width: Int, height: Int, stripes: Int? = nil) {
    self.scale = scale
    self.width = roundedToEven(Float(width) / scale)
    self.height = roundedToEven(Float(height) / scale)
    let step = scale >= 2 ? 1 : 2
    self.step = step
    columns = max(0, self.width + 1 - cascade.windowWidth + step - 1) / step
    let places = max(0, self.height + 1 - cascade.windowHeight)
    let stripe = stripes.map { max(1, (places / step + $0 - 1) / $0) * $0 }
    rows = min((places + step - 1) / step, stripe ?? .max)
    boxWidth = roundedToEven(Float(cascade.windowWidth) * scale)
    boxHeight = roundedToEven(Float(cascade.windowHeight) * scale)
  }

  /// Where the windows of a row or column begin in the picture itself.
  func origin(ofPlace place: Int) -> Int { roundedToEven(Float(place * step) * scale) }

  /// The places in a row or column whose windows have their centres within a range.
  ///
  /// - Parameters:
  ///   - count: number of places.
  ///   - side: of a window along the row or column, in pixels of the picture itself.
  ///   - centers: in pixels of the picture itself, halves count.
  func places(_ count: Int, side: Int, centers: ClosedRange<Int>) -> Range<Int> {
    /// The first place whose window's centre, doubled, is at least that.
    func first(from doubledCenter: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if 2 * origin(ofPlace: middle) + side < doubledCenter {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
    let start = first(from: 2 * centers.lowerBound)
    return start..<max(start, first(from: 2 * centers.upperBound + 1))
  }

  /// The scales that OpenCV's `detectMultiScale` searches, smallest windows first.
  ///
  /// Where no scale has windows between the smallest and the largest size asked for, the one
  /// nearest to the smallest is searched all the same: OpenCV does so too.
  static func scales(
    for cascade: Cascade, width: Int, height: Int, parameters: DetectionParameters
  ) -> [ScanScale] {
    let all = everyScale(
      for: cascade, width: width, height: height, factor: parameters.scaleFactor)
    let largest = parameters.maxSize.flatMap { $0 == 0 ? nil : $0 }
    var allowed = all.prefix {
      $0.boxWidth <= largest ?? width && $0.boxHeight <= largest ?? height
    }.filter { $0.boxWidth >= parameters.minSize && $0.boxHeight >= parameters.minSize }
    func distance(_ scale: ScanScale) -> Int {
      let (x, y) = (parameters.minSize - scale.boxWidth, parameters.minSize - scale.boxHeight)
      return x * x + y * y
    }
    if allowed.isEmpty, let nearest = all.min(by: { distance($0) < distance($1) }) {
      allowed = [nearest]
    }
    guard let first = allowed.first else { return [] }
    // Of 32 columns of pixels each, at the smallest size.
    let stripes = max(1, (first.width + 1 - cascade.windowWidth + 31) / 32)
    return allowed.map {
      ScanScale(scale: $0.scale, cascade: cascade, width: width, height: height, stripes: stripes)
    }
  }

  private static func everyScale(
    for cascade: Cascade, width: Int, height: Int, factor step: Double
  ) -> [ScanScale] {
    guard width >= cascade.windowWidth, height >= cascade.windowHeight else { return [] }
    var all: [ScanScale] = []
    var factor = 1.0
    while roundedToEven(Double(cascade.windowWidth) * factor) <= width,
      roundedToEven(Double(cascade.windowHeight) * factor) <= height
    {
      all.append(
        ScanScale(scale: Float(factor), cascade: cascade, width: width, height: height))
      factor *= step
    }
    return all
  }
}
