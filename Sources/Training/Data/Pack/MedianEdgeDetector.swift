/// Predicts a pixel from those left of it and above: LOCO-I's predictor, JPEG-LS' as well
/// (Weinberger, Seroussi and Sapiro 2000). What is left over compresses better than the pixels do.
///
/// With a the pixel to the left, b the one above and c the one above a: min(a, b) where c is at
/// least both, max(a, b) where c is at most both, else a + b - c. The first row is predicted by a
/// alone, the first column by b, the first pixel by 0.
package enum MedianEdgeDetector {
  /// Differences of pictures from their predictions, modulo 256.
  ///
  /// - Parameter pixels: [pictures, height, width].
  package static func differences(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    var result = pixels
    forEachPixel(count: pixels.count, width: width, height: height) { index, x, y in
      result[index] = pixels[index] &- prediction(pixels, index, x: x, y: y, width: width)
    }
    return result
  }

  /// The pixels that the differences were made from.
  package static func pixels(_ differences: [UInt8], width: Int, height: Int) -> [UInt8] {
    var result = differences
    forEachPixel(count: differences.count, width: width, height: height) { index, x, y in
      result[index] &+= prediction(result, index, x: x, y: y, width: width)
    }
    return result
  }

  @inline(__always)
  private static func forEachPixel(
    count: Int, width: Int, height: Int, _ body: (_ index: Int, _ x: Int, _ y: Int) -> Void
  ) {
    precondition(
      width > 0 && height > 0 && count % (width * height) == 0, "\(count), \(width)x\(height)")
    for picture in stride(from: 0, to: count, by: width * height) {
      for y in 0..<height {
        for x in 0..<width { body(picture + y * width + x, x, y) }
      }
    }
  }

  @inline(__always)
  private static func prediction(
    _ pixels: [UInt8], _ index: Int, x: Int, y: Int, width: Int
  ) -> UInt8 {
    if y == 0 { return x == 0 ? 0 : pixels[index - 1] }
    let above = pixels[index - width]
    if x == 0 { return above }
    let (left, corner) = (pixels[index - 1], pixels[index - width - 1])
    let (low, high) = (min(left, above), max(left, above))
    if corner >= high { return low }
    if corner <= low { return high }
    return left &+ above &- corner
  }
}
