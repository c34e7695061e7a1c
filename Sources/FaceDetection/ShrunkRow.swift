import Imaging
import Kernels

/// One row at a time of a picture shrunk for a scale; its buffers are used again.
struct ShrunkRow {
  /// The row's levels at their places, as far as they were asked for.
  private(set) var levels: [UInt8] = []
  /// Two source rows resized horizontally, by the parity of the row.
  private var lines: ([UInt16], [UInt16]) = ([], [])
  /// The source rows that are in `lines`.
  private var lineRows = (-1, -1)

  /// Starts a picture that is shrunk to that width.
  mutating func begin(width: Int) {
    lineRows = (-1, -1)
    if levels.count < width {
      levels = [UInt8](repeating: 0, count: width)
      lines.0 = [UInt16](repeating: 0, count: width)
      lines.1 = [UInt16](repeating: 0, count: width)
    }
  }

  /// Puts a part of a row of the shrunk picture into `levels`, at its place there.
  ///
  /// - Parameters:
  ///   - y: the row.
  ///   - part: its columns; the same until `begin` is called again.
  ///   - columns: how the shrunk picture's columns are taken from the picture's.
  ///   - rows: likewise for rows.
  mutating func make(
    _ y: Int, _ part: Range<Int>, columns: ExactLinearAxis, rows: ExactLinearAxis,
    of image: GrayImage
  ) {
    let (upper, lower) = (Int(rows.lefts[y]), Int(rows.rights[y]))
    resizeColumns(upper, part, columns, image)
    resizeColumns(lower, part, columns, image)
    lines.0.withUnsafeBufferPointer { even in
      lines.1.withUnsafeBufferPointer { odd in
        levels.withUnsafeMutableBufferPointer { levels in
          guard let even = even.baseAddress, let odd = odd.baseAddress,
            let result = levels.baseAddress
          else { return }
          // SAFETY: `begin` made all three as long as the scale is wide.
          exactLinearRow(
            upper: (upper % 2 == 0 ? even : odd) + part.lowerBound,
            lower: (lower % 2 == 0 ? even : odd) + part.lowerBound,
            fraction: UInt32(rows.fractions[y]), count: part.count,
            result: result + part.lowerBound)
        }
      }
    }
  }

  /// Makes sure that a part of a source row, resized horizontally, is in its line.
  private mutating func resizeColumns(
    _ row: Int, _ part: Range<Int>, _ columns: ExactLinearAxis, _ image: GrayImage
  ) {
    if row % 2 == 0 {
      if lineRows.0 != row { Self.resizeColumns(row, part, columns, image, into: &lines.0) }
      lineRows.0 = row
    } else {
      if lineRows.1 != row { Self.resizeColumns(row, part, columns, image, into: &lines.1) }
      lineRows.1 = row
    }
  }

  private static func resizeColumns(
    _ row: Int, _ part: Range<Int>, _ columns: ExactLinearAxis, _ image: GrayImage,
    into line: inout [UInt16]
  ) {
    precondition(
      row < image.height && part.upperBound <= columns.lefts.count
        && columns.lefts.count <= line.count,
      "row \(row) of \(image.height), columns \(part) of \(columns.lefts.count) into \(line.count)")
    image.pixels.withUnsafeBufferPointer { pixels in
      columns.lefts.withUnsafeBufferPointer { lefts in
        columns.rights.withUnsafeBufferPointer { rights in
          columns.fractions.withUnsafeBufferPointer { fractions in
            line.withUnsafeMutableBufferPointer { line in
              guard let source = pixels.baseAddress, let lefts = lefts.baseAddress,
                let rights = rights.baseAddress, let fractions = fractions.baseAddress,
                let result = line.baseAddress
              else { return }
              // SAFETY: the axis was made for the image's width, so its positions lie in the row.
              exactLinearColumns(
                source: source + row * image.width, lefts: lefts + part.lowerBound,
                rights: rights + part.lowerBound, fractions: fractions + part.lowerBound,
                count: part.count, result: result + part.lowerBound)
            }
          }
        }
      }
    }
  }
}
