import CFFmpeg
import Imaging

/// How a file's pictures are turned and mirrored to stand upright: one of eight ways.
package struct DisplayOrientation: Equatable {
  /// Whether rows become columns, before the mirroring.
  package var swapsSides = false
  /// Whether the result is mirrored left to right.
  package var mirrorsColumns = false
  /// Whether the result is mirrored top to bottom.
  package var mirrorsRows = false

  /// Nothing to turn.
  package static let upright = DisplayOrientation()

  package init(swapsSides: Bool = false, mirrorsColumns: Bool = false, mirrorsRows: Bool = false) {
    self.swapsSides = swapsSides
    self.mirrorsColumns = mirrorsColumns
    self.mirrorsRows = mirrorsRows
  }

  /// The orientation nearest to a display matrix: `x' = a x + c y`, `y' = b x + d y` for the nine
  /// numbers a b u, c d v, x y w. Angles between the quarter turns are rounded to one.
  package init(matrix: [Int32]) {
    precondition(matrix.count == 9, "\(matrix.count) numbers are no display matrix")
    let (a, b, c, d) = (Int64(matrix[0]), Int64(matrix[1]), Int64(matrix[3]), Int64(matrix[4]))
    if abs(a) + abs(d) >= abs(b) + abs(c) {
      self.init(mirrorsColumns: a < 0, mirrorsRows: d < 0)
    } else {
      self.init(swapsSides: true, mirrorsColumns: c < 0, mirrorsRows: b < 0)
    }
  }

  /// The orientation a stream asks for.
  init(of stream: UnsafeMutablePointer<AVStream>) {
    guard let matrix = ffmpeg_display_matrix(stream) else {
      self = .upright
      return
    }
    // SAFETY: the shim has checked that nine numbers are there.
    self.init(matrix: Array(UnsafeBufferPointer(start: matrix, count: 9)))
  }

  /// The picture turned upright.
  package func apply(to image: GrayImage) -> GrayImage {
    guard self != .upright else { return image }
    let pixels = image.pixels.withUnsafeBufferPointer {
      turned($0, width: image.width, height: image.height)
    }
    return GrayImage(
      width: swapsSides ? image.height : image.width,
      height: swapsSides ? image.width : image.height, pixels: pixels)
  }

  /// The picture turned upright.
  package func apply(to image: ColorImage) -> ColorImage {
    guard self != .upright else { return image }
    let bytes = image.bytes.withUnsafeBytes { source in
      // SAFETY: nothing else looks at the bytes meanwhile; an array's elements start at a multiple
      // of 16 and these fill whole pixels of four bytes.
      let pixels = turned(
        source.assumingMemoryBound(to: UInt32.self), width: image.width, height: image.height)
      return pixels.withUnsafeBytes { Array($0) }
    }
    return ColorImage(
      width: swapsSides ? image.height : image.width,
      height: swapsSides ? image.width : image.height, bytes: bytes)
  }

  private func turned<Pixel>(
    _ source: UnsafeBufferPointer<Pixel>, width: Int, height: Int
  ) -> [Pixel] {
    precondition(source.count == width * height, "\(source.count) pixels for \(width)x\(height)")
    let (targetWidth, targetHeight) = swapsSides ? (height, width) : (width, height)
    return [Pixel](unsafeUninitializedCapacity: source.count) { target, count in
      // SAFETY: both hold width * height pixels; x and y stay inside the target's size, which is
      // the source's with the sides swapped where the positions are.
      for y in 0..<targetHeight {
        let row = mirrorsRows ? targetHeight - 1 - y : y
        for x in 0..<targetWidth {
          let column = mirrorsColumns ? targetWidth - 1 - x : x
          let position = swapsSides ? column * width + row : row * width + column
          target.initializeElement(at: y * targetWidth + x, to: source[position])
        }
      }
      count = source.count
    }
  }
}
