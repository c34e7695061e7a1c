extension ColorImage {
  /// Cells along each side that a blurred part is left with.
  private static let blurCells = 6

  /// Makes a part of the picture black; what of it lies outside counts for nothing.
  package mutating func fill(_ part: Rect) {
    let part = part.intersection(bounds)
    guard !part.isEmpty else { return }
    for y in part.y..<part.maxY {
      for pixel in stride(from: at(part.x, y), to: at(part.maxX, y), by: 4) {
        bytes[pixel] = 0
        bytes[pixel + 1] = 0
        bytes[pixel + 2] = 0
      }
    }
  }

  /// Leaves of a part of the picture the mean colours of 6 x 6 cells, blended smoothly: nothing
  /// finer can be got back from it. What of the part lies outside counts for nothing.
  package mutating func blur(_ part: Rect) {
    let part = part.intersection(bounds)
    guard !part.isEmpty else { return }
    let columns = min(Self.blurCells, part.width)
    let rows = min(Self.blurCells, part.height)
    let means = means(of: part, columns: columns, rows: rows)
    for y in 0..<part.height {
      let (top, bottom, down) = Self.place(y, of: part.height, cells: rows)
      for x in 0..<part.width {
        let (left, right, across) = Self.place(x, of: part.width, cells: columns)
        let upper = Self.blend(means[top * columns + left], means[top * columns + right], across)
        let lower = Self.blend(
          means[bottom * columns + left], means[bottom * columns + right], across)
        let color = Self.blend(upper, lower, down)
        let pixel = at(part.x + x, part.y + y)
        for channel in 0..<3 { bytes[pixel + channel] = UInt8(color[channel].rounded()) }
      }
    }
  }

  private func at(_ x: Int, _ y: Int) -> Int { (y * width + x) * 4 }

  /// The mean colour of each cell, row by row: blue, green, red.
  private func means(of part: Rect, columns: Int, rows: Int) -> [SIMD4<Float>] {
    var means: [SIMD4<Float>] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let xs = part.width * column / columns..<part.width * (column + 1) / columns
        let ys = part.height * row / rows..<part.height * (row + 1) / rows
        var sum = SIMD4<Float>()
        for y in ys {
          for x in xs {
            let pixel = at(part.x + x, part.y + y)
            sum += SIMD4(
              Float(bytes[pixel]), Float(bytes[pixel + 1]), Float(bytes[pixel + 2]), 0)
          }
        }
        means.append(sum / Float(max(1, xs.count * ys.count)))
      }
    }
    return means
  }

  /// The two cells whose middles a pixel lies between, and how near it is to the second, 0...1.
  private static func place(
    _ position: Int, of length: Int, cells: Int
  ) -> (first: Int, second: Int, part: Float) {
    let exact = (Float(position) + 0.5) * Float(cells) / Float(length) - 0.5
    let first = Int(exact.rounded(.down))
    return (
      max(0, min(cells - 1, first)), max(0, min(cells - 1, first + 1)), exact - Float(first)
    )
  }

  private static func blend(
    _ first: SIMD4<Float>, _ second: SIMD4<Float>, _ part: Float
  ) -> SIMD4<Float> { first + (second - first) * part }
}
