import FaceDetection
import Imaging

/// The scan as its definition says it, window by window: the oracle of the fast one.
struct PlainScan {
  let cascade: Cascade
  let image: GrayImage
  let parameters: DetectionParameters

  /// Every window that passes, clipped, ordered by x, y, width.
  func windows() -> [Detection] { clipped(unclippedWindows()) }

  /// Every window that passes, not clipped to the picture.
  func unclippedWindows() -> [Detection] {
    let scales = scales()
    guard let first = scales.first else { return [] }
    let columns = rounded(Float(image.width) / first) - cascade.windowWidth + 1
    let stripes = max(1, Int((Double(columns) / 32).rounded(.up)))
    return scales.flatMap { windows(at: $0, stripes: stripes) }
  }

  /// Windows clipped to the picture, ordered by x, y, width.
  func clipped(_ windows: [Detection]) -> [Detection] {
    windows.map {
      Detection(
        box: $0.box.intersection(image.bounds), neighbors: $0.neighbors, score: $0.score)
    }.filter { !$0.box.isEmpty }.sorted {
      ($0.box.x, $0.box.y, $0.box.width, $0.box.height, $0.score)
        < ($1.box.x, $1.box.y, $1.box.width, $1.box.height, $1.score)
    }
  }

  private func scales() -> [Float] {
    let largest = parameters.maxSize ?? 0
    var factor = 1.0
    var all: [Float] = []
    guard image.width >= cascade.windowWidth, image.height >= cascade.windowHeight else {
      return []
    }
    while rounded(Double(cascade.windowWidth) * factor) <= image.width,
      rounded(Double(cascade.windowHeight) * factor) <= image.height
    {
      all.append(Float(factor))
      factor *= parameters.scaleFactor
    }
    let fitting = all.filter { scale in
      let (width, height) = boxSize(scale)
      return width <= (largest == 0 ? image.width : largest)
        && height <= (largest == 0 ? image.height : largest)
        && width >= parameters.minSize && height >= parameters.minSize
    }
    if !fitting.isEmpty { return fitting }
    func distance(_ scale: Float) -> Int {
      let (width, height) = boxSize(scale)
      let (x, y) = (width - parameters.minSize, height - parameters.minSize)
      return x * x + y * y
    }
    var nearest = all[0]
    for scale in all where distance(scale) < distance(nearest) { nearest = scale }
    return [nearest]
  }

  private func boxSize(_ scale: Float) -> (Int, Int) {
    (rounded(Float(cascade.windowWidth) * scale), rounded(Float(cascade.windowHeight) * scale))
  }

  /// - Parameter stripes: OpenCV's threads take stripes of whole rows of windows; what lies below the
  ///   last one is not looked at.
  private func windows(at scale: Float, stripes: Int) -> [Detection] {
    let small = shrunk(
      width: rounded(Float(image.width) / scale), height: rounded(Float(image.height) / scale))
    let step = scale >= 2 ? 1 : 2
    let rows = (small.height - cascade.windowHeight + 1) / step
    let stripe = max(Int((Double(rows) / Double(stripes)).rounded(.up)), 1) * step
    var found: [Detection] = []
    var y = 0
    while y + cascade.windowHeight <= small.height, y < stripe * stripes {
      var x = 0
      while x + cascade.windowWidth <= small.width {
        switch verdict(small, x, y) {
        case .passes(let margin):
          let (width, height) = boxSize(scale)
          found.append(
            Detection(
              box: Rect(
                x: rounded(Float(x) * scale), y: rounded(Float(y) * scale), width: width,
                height: height), neighbors: 1, score: margin))
        case .failsFirstStage: x += step
        case .fails, .isEven: break
        }
        x += step
      }
      y += step
    }
    return found
  }

  private enum Verdict {
    case passes(margin: Double)
    case failsFirstStage, fails, isEven
  }

  private func verdict(_ picture: GrayImage, _ x: Int, _ y: Int) -> Verdict {
    let inner = Rect(
      x: x + 1, y: y + 1, width: cascade.windowWidth - 2, height: cascade.windowHeight - 2)
    let area = Double(inner.area)
    let sum = Double(total(picture, inner) { $0 })
    let spread = area * Double(total(picture, inner) { $0 * $0 }) - sum * sum
    guard spread > 0 else { return .isEven }
    let norm = Float(1 / spread.squareRoot())
    guard area * Double(norm) < 0.1 else { return .isEven }
    var margin = 0.0
    for (number, stage) in cascade.stages.enumerated() {
      let threshold = Double(stage.threshold - 1e-5)
      let sum = stage.trees.reduce(0.0) { $0 + Double(leaf(of: $1, picture, x, y, norm)) }
      if sum < threshold { return number == 0 ? .failsFirstStage : .fails }
      margin = sum - threshold
    }
    return .passes(margin: margin)
  }

  private func leaf(
    of tree: Cascade.Tree, _ picture: GrayImage, _ x: Int, _ y: Int, _ norm: Float
  ) -> Float {
    var index = 0
    while true {
      let node = tree.nodes[index]
      var value: Float = 0
      let feature = cascade.features[node.feature]
      for part in feature.parts {
        let rect = Rect(
          x: x + part.rect.x, y: y + part.rect.y, width: part.rect.width, height: part.rect.height)
        let sum = feature.isTilted ? tiltedTotal(picture, rect) : total(picture, rect) { $0 }
        value += part.weight * Float(sum)
      }
      let child = value * norm < node.threshold ? node.left : node.right
      if child <= 0 { return tree.leaves[-child] }
      index = child
    }
  }

  private func total(_ picture: GrayImage, _ rect: Rect, _ value: (Int) -> Int) -> Int {
    var sum = 0
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX { sum += value(Int(picture[x: x, y: y])) }
    }
    return sum
  }

  /// As OpenCV's `integral` defines tilted sums: all levels in rows above, in a cone that opens
  /// upwards from the pixel up and to the left of a corner.
  private func tiltedTotal(_ picture: GrayImage, _ rect: Rect) -> Int {
    func cone(_ x: Int, _ y: Int) -> Int {
      var sum = 0
      for row in 0..<y {
        let half = y - row - 1
        for column in max(0, x - 1 - half)..<max(0, min(picture.width, x + half)) {
          sum += Int(picture[x: column, y: row])
        }
      }
      return sum
    }
    let (x, y, w, h) = (rect.x, rect.y, rect.width, rect.height)
    return cone(x, y) - cone(x - h, y + h) - cone(x + w, y + w) + cone(x + w - h, y + w + h)
  }

  /// Bilinear between pixel centres, weights and levels in 256ths.
  func shrunk(width: Int, height: Int) -> GrayImage {
    func taps(_ position: Int, _ length: Int, _ count: Int) -> (Int, Int, Int) {
      let ratio = 1 / (Double(count) / Double(length))
      let center = (Double(position) + 0.5) * ratio - 0.5
      if center < 0 { return (0, 0, 0) }
      let left = Int(center)
      if left >= length - 1 { return (length - 1, length - 1, 0) }
      return (left, left + 1, rounded((center - Double(left)) * 256))
    }
    var result = GrayImage(width: width, height: height)
    for y in 0..<height {
      let (top, bottom, down) = taps(y, image.height, height)
      for x in 0..<width {
        let (left, right, across) = taps(x, image.width, width)
        func line(_ row: Int) -> Int {
          (256 - across) * Int(image[x: left, y: row]) + across * Int(image[x: right, y: row])
        }
        let level = ((256 - down) * line(top) + down * line(bottom) + 0x8000) >> 16
        result[x: x, y: y] = UInt8(level)
      }
    }
    return result
  }

  private func rounded(_ value: some BinaryFloatingPoint) -> Int {
    Int(value.rounded(.toNearestOrEven))
  }
}

extension [Detection] {
  /// Whether these are the windows of a plain scan, their scores but for rounding.
  func isScan(_ plain: [Detection]) -> Bool {
    count == plain.count
      && zip(self, plain).allSatisfy {
        $0.box == $1.box && $0.neighbors == $1.neighbors && abs($0.score - $1.score) < 1e-4
      }
  }
}
