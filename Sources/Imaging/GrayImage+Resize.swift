extension GrayImage {
  /// A region of the picture at another size, by a separable triangle filter.
  ///
  /// Enlarging, this is bilinear interpolation between pixel centres; shrinking, the triangle grows
  /// with the ratio, so every source pixel counts and nothing aliases (the BILINEAR of Pillow). At
  /// the same size it returns the pixels unchanged. Outside the picture the nearest edge pixel
  /// counts, so `region` may reach beyond it.
  ///
  /// - Parameters:
  ///   - region: the part to take, in the picture's pixels, not empty.
  ///   - width: width of the result, 1 or more.
  ///   - height: height of the result, 1 or more.
  package func resized(_ region: Rect, width: Int, height: Int) -> GrayImage {
    precondition(
      !region.isEmpty && !bounds.isEmpty && width > 0 && height > 0,
      "\(region) of \(self.width)x\(self.height) to \(width)x\(height)")
    let columns = TriangleFilter(from: region.x, length: region.width, to: width, limit: self.width)
    let rows = TriangleFilter(from: region.y, length: region.height, to: height, limit: self.height)
    let firstRow = rows.firstSource
    var horizontal = [Float](repeating: 0, count: rows.sourceCount * width)
    for row in 0..<rows.sourceCount {
      let line = (firstRow + row) * self.width
      for x in 0..<width {
        var sum: Float = 0
        for tap in columns.taps(of: x) {
          sum += columns.weights[tap] * Float(pixels[line + columns.sources[tap]])
        }
        horizontal[row * width + x] = sum
      }
    }
    var result = GrayImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        var sum: Float = 0
        for tap in rows.taps(of: y) {
          sum += rows.weights[tap] * horizontal[(rows.sources[tap] - firstRow) * width + x]
        }
        result.pixels[y * width + x] = UInt8(min(255, max(0, sum.rounded())))
      }
    }
    return result
  }

  /// The whole picture at another size: see ``resized(_:width:height:)``.
  package func resized(width: Int, height: Int) -> GrayImage {
    resized(bounds, width: width, height: height)
  }
}

/// One axis of a resize: for each result position the source positions and their weights.
private struct TriangleFilter {
  private(set) var sources: [Int] = []
  private(set) var weights: [Float] = []
  private var starts: [Int] = [0]

  /// - Parameters:
  ///   - from: first source position of the region, may be negative.
  ///   - length: source positions in the region.
  ///   - to: number of result positions.
  ///   - limit: number of source positions that exist; others take the nearest one's place.
  init(from: Int, length: Int, to count: Int, limit: Int) {
    let ratio = Double(length) / Double(count)
    let support = max(1, ratio)
    for position in 0..<count {
      let center = Double(from) + (Double(position) + 0.5) * ratio - 0.5
      let first = Int((center - support).rounded(.down))
      let last = Int((center + support).rounded(.up))
      var taps: [(source: Int, weight: Double)] = []
      for source in first...last {
        let weight = 1 - abs(Double(source) - center) / support
        // Beyond the region's own edge the picture goes on: only its end is clamped.
        if weight > 1e-9 { taps.append((min(max(source, 0), limit - 1), weight)) }
      }
      let sum = taps.reduce(0) { $0 + $1.weight }
      for tap in taps {
        sources.append(tap.source)
        weights.append(Float(tap.weight / sum))
      }
      starts.append(sources.count)
    }
  }

  func taps(of position: Int) -> Range<Int> { starts[position]..<starts[position + 1] }

  var firstSource: Int { sources.min() ?? 0 }
  var sourceCount: Int { (sources.max() ?? -1) - firstSource + 1 }
}
