import Imaging
import Kernels

/// Sums of levels, and of their squares, over everything above and to the left of a position: the
/// sum over any rectangle takes four of them (Crow, 1984).
///
/// Both are kept modulo 2^32, which is exact for differences over rectangles of up to 2^16 pixels.
/// Buffers grow to the largest picture seen and are used again.
package struct IntegralImage {
  /// How columns lie in memory.
  package enum Layout {
    /// One after the other.
    case dense
    /// All even columns of a row, then its odd ones: windows two pixels apart become neighbours.
    case split
  }

  /// Elements past the end that vector loads may touch.
  package static let padding = 32

  /// Sums of levels, one row and one column more than the picture has, in rows of ``stride``
  /// elements whose columns lie as ``place(ofColumn:stride:layout:)`` says.
  package private(set) var sums: [Int32] = []
  /// As ``sums``, of the squared levels.
  package private(set) var squares: [Int32] = []
  /// Elements from one row to the next.
  package private(set) var stride = 0
  /// Where the tilted sums begin among ``sums``, in rows alike: at a position the sum of all levels
  /// in the cone above the pixel up and to the left of it (Lienhart and Maydt 2002). nil where none
  /// are kept.
  package private(set) var tiltedStart: Int?
  /// Of the row added last: sums of the levels on the diagonals that come from above left and
  /// right, and of the cones above each pixel and the one before the first.
  private var fromLeft: [Int32] = []
  private var fromRight: [Int32] = []
  private var cones: [Int32] = []
  package private(set) var layout = Layout.dense

  package init() {}

  /// Elements of a row for pictures up to that width.
  package static func stride(width: Int, layout: Layout) -> Int {
    switch layout {
    case .dense: width + 1
    case .split: (width / 2 + 1) * 2
    }
  }

  /// Where a column lies in its row.
  package static func place(ofColumn x: Int, stride: Int, layout: Layout) -> Int {
    switch layout {
    case .dense: x
    case .split: x / 2 + (x % 2) * (stride / 2)
    }
  }

  /// Where the four corners of a rectangle lie, from the picture's corner: top left, top right,
  /// bottom left, bottom right.
  package static func corners(of rect: Rect, stride: Int, layout: Layout) -> SIMD4<Int32> {
    let left = place(ofColumn: rect.x, stride: stride, layout: layout)
    let right = place(ofColumn: rect.maxX, stride: stride, layout: layout)
    return SIMD4(
      Int32(rect.y * stride + left), Int32(rect.y * stride + right),
      Int32(rect.maxY * stride + left), Int32(rect.maxY * stride + right))
  }

  /// Where the tilted sums of pictures up to that size begin.
  package static func tiltedOffset(width: Int, height: Int, layout: Layout) -> Int {
    (height + 1) * stride(width: width, layout: layout) + padding
  }

  /// Where the four corners of a tilted rectangle lie, from the picture's corner: top, left, right,
  /// bottom.
  package static func corners(
    ofTilted rect: Rect, stride: Int, layout: Layout, offset: Int
  ) -> SIMD4<Int32> {
    func place(_ x: Int, _ y: Int) -> Int32 {
      Int32(offset + y * stride + self.place(ofColumn: x, stride: stride, layout: layout))
    }
    let (x, y) = (rect.x, rect.y)
    return SIMD4(
      place(x, y), place(x - rect.height, y + rect.height), place(x + rect.width, y + rect.width),
      place(x + rect.width - rect.height, y + rect.width + rect.height))
  }

  /// Starts a picture of up to that size: its first row of sums, all 0.
  ///
  /// - Parameter tilted: whether tilted sums are kept, too.
  package mutating func begin(width: Int, height: Int, layout: Layout, tilted: Bool = false) {
    stride = Self.stride(width: width, layout: layout)
    self.layout = layout
    let plane = Self.tiltedOffset(width: width, height: height, layout: layout)
    tiltedStart = tilted ? plane : nil
    let count = tilted ? 2 * plane : plane
    if sums.count < count { sums = [Int32](repeating: 0, count: count) }
    if squares.count < plane { squares = [Int32](repeating: 0, count: plane) }
    for index in 0..<stride {
      sums[index] = 0
      squares[index] = 0
    }
    if tilted { beginTilted(width) }
  }

  private mutating func beginTilted(_ width: Int) {
    for index in 0..<stride { sums[(tiltedStart ?? 0) + index] = 0 }
    if cones.count <= width {
      fromLeft = [Int32](repeating: 0, count: width + 1)
      fromRight = fromLeft
      cones = fromLeft
    }
    for index in cones.indices {
      fromLeft[index] = 0
      fromRight[index] = 0
      cones[index] = 0
    }
  }

  /// Adds a row's tilted sums: a cone is the one above it and the two diagonals that end here.
  private mutating func addTiltedRow(
    _ levels: UnsafeBufferPointer<UInt8>, at row: Int, from start: Int
  ) {
    let line = start + (row + 1) * stride
    // From right to left what came from the left is still that of the row before.
    for x in Swift.stride(from: levels.count - 1, through: 0, by: -1) {
      fromLeft[x + 1] = Int32(levels[x]) &+ fromLeft[x]
    }
    for x in 0...levels.count {
      let level = x > 0 ? Int32(levels[x - 1]) : 0
      fromRight[x] = level &+ (x < levels.count ? fromRight[x + 1] : 0)
      let left = x > 0 ? fromLeft[x] : 0
      cones[x] = cones[x] &+ left &+ fromRight[x] &- level
      sums[line + Self.place(ofColumn: x, stride: stride, layout: layout)] = cones[x]
    }
  }

  /// Adds a row of the picture; rows come from top to bottom.
  ///
  /// - Parameters:
  ///   - levels: the row's levels; no more than `begin` was told.
  ///   - row: number of the row, from 0.
  package mutating func addRow(_ levels: UnsafeBufferPointer<UInt8>, at row: Int) {
    precondition(
      Self.stride(width: levels.count, layout: layout) <= stride
        && (row + 2) * stride <= min(squares.count, tiltedStart ?? .max),
      "row \(row) of \(levels.count) levels does not fit \(sums.count) sums in rows of \(stride)")
    guard let source = levels.baseAddress else { return }
    if let tiltedStart { addTiltedRow(levels, at: row, from: tiltedStart) }
    let (stride, layout) = (stride, layout)
    sums.withUnsafeMutableBufferPointer { sums in
      squares.withUnsafeMutableBufferPointer { squares in
        guard let sums = sums.baseAddress, let squares = squares.baseAddress else { return }
        let start = (row + 1) * stride
        // SAFETY: rows 0...row + 1 lie inside both buffers by the precondition.
        switch layout {
        case .dense:
          integralRow(
            levels: source, width: levels.count, sums: sums + start, squares: squares + start,
            stride: stride)
        case .split:
          integralRowSplit(
            levels: source, width: levels.count, sums: sums + start, squares: squares + start,
            stride: stride, oddOffset: stride / 2)
        }
      }
    }
  }
}
