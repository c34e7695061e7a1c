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

  /// Starts a picture of up to that size: its first row of sums, all 0.
  package mutating func begin(width: Int, height: Int, layout: Layout) {
    stride = Self.stride(width: width, layout: layout)
    self.layout = layout
    let count = (height + 1) * stride + Self.padding
    if sums.count < count {
      sums = [Int32](repeating: 0, count: count)
      squares = [Int32](repeating: 0, count: count)
    }
    for index in 0..<stride {
      sums[index] = 0
      squares[index] = 0
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
        && (row + 2) * stride <= sums.count,
      "row \(row) of \(levels.count) levels does not fit \(sums.count) sums in rows of \(stride)")
    guard let source = levels.baseAddress else { return }
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
