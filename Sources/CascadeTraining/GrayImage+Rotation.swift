import Foundation
import Imaging

extension GrayImage {
  /// The picture turned about its centre, clockwise, in a frame of the same size that repeats the
  /// picture's edges outside of it.
  package func rotated(byDegrees degrees: Double) -> GrayImage {
    guard degrees != 0 else { return self }
    let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    let (middleX, middleY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    var result = GrayImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let (dx, dy) = (Double(x) - middleX, Double(y) - middleY)
        result.pixels[y * width + x] = level(
          atX: middleX + dx * cosine + dy * sine, y: middleY - dx * sine + dy * cosine)
      }
    }
    return result
  }

  /// Where a square lies after ``rotated(byDegrees:)``: about its centre, with the same side.
  package func rotated(_ square: Rect, byDegrees degrees: Double) -> Rect {
    let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    let (dx, dy) = (square.centerX - Double(width) / 2, square.centerY - Double(height) / 2)
    let placement = WindowPlacement(
      centerX: Double(width) / 2 + dx * cosine - dy * sine,
      centerY: Double(height) / 2 + dx * sine + dy * cosine, side: Double(square.width))
    return placement.box
  }
}
