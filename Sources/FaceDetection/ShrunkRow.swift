import Imaging
import Kernels

/// One row at a time of a picture shrunk for a scale; its buffers are used again.
struct ShrunkRow {
  /// The row's levels at their places, as far as they were asked for.
  private(set) var levels: [UInt8] = []
  /// Two rows of the picture blended to one.
  private var line: [UInt16] = []
  private let kernels: ScanKernels

  init(kernels: ScanKernels) { self.kernels = kernels }

  /// Makes room for pictures of that width, shrunk to the other.
  mutating func begin(width: Int, from sourceWidth: Int) {
    if levels.count < width { levels = [UInt8](repeating: 0, count: width) }
    if line.count < sourceWidth { line = [UInt16](repeating: 0, count: sourceWidth) }
  }

  /// Puts a part of a row of the shrunk picture into `levels`, at its place there.
  ///
  /// - Parameters:
  ///   - y: the row.
  ///   - part: its columns, not empty.
  ///   - columns: how the shrunk picture's columns are taken from the picture's.
  ///   - rows: likewise for rows.
  mutating func make(
    _ y: Int, _ part: Range<Int>, columns: ExactLinearAxis, rows: ExactLinearAxis,
    of image: GrayImage
  ) {
    let upper = Int(rows.lefts[y])
    precondition(
      upper + 1 < image.height && image.width <= line.count && part.upperBound <= levels.count
        && part.upperBound <= columns.lefts.count,
      "rows from \(upper) of \(image.width)x\(image.height), columns \(part) of "
        + "\(columns.lefts.count) into \(levels.count)")
    let first = Int(columns.lefts[part.lowerBound])
    let count = Int(columns.lefts[part.upperBound - 1]) + 2 - first
    // SAFETY: the axis was made for the picture's width, so its positions and those behind them lie
    // in the row, and they ascend.
    image.pixels.withUnsafeBufferPointer { pixels in
      line.withUnsafeMutableBufferPointer { line in
        guard let source = pixels.baseAddress, let line = line.baseAddress else { return }
        let row = source + (upper * image.width + first)
        kernels.linearRows(
          row, row + image.width, Int(rows.fractions[y]), count, line + first)
      }
    }
    line.withUnsafeBufferPointer { line in
      columns.lefts.withUnsafeBufferPointer { lefts in
        columns.fractions.withUnsafeBufferPointer { fractions in
          levels.withUnsafeMutableBufferPointer { levels in
            guard let line = line.baseAddress, let lefts = lefts.baseAddress,
              let fractions = fractions.baseAddress, let levels = levels.baseAddress
            else { return }
            kernels.linearColumns(
              line, lefts + part.lowerBound, fractions + part.lowerBound, part.count,
              levels + part.lowerBound)
          }
        }
      }
    }
  }
}
