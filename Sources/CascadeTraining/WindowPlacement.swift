import Foundation
import Imaging

/// Where in a picture a window lies, and how it is turned.
package struct WindowPlacement: Sendable, Equatable {
  /// In pixels of the picture.
  package var centerX: Double
  package var centerY: Double
  package var side: Double
  /// In radians, clockwise as seen on the screen.
  package var angle = 0.0
  package var isMirrored = false

  package init(centerX: Double, centerY: Double, side: Double) {
    self.centerX = centerX
    self.centerY = centerY
    self.side = side
  }

  package init(_ box: Rect) {
    self.init(centerX: box.centerX, centerY: box.centerY, side: Double(box.width))
  }

  /// The window's levels, `size` pixels a side, as the detector sees them: the picture shrunk by
  /// linear interpolation between pixels, without smoothing before; beyond the picture its edges.
  package func levels(of image: GrayImage, size: Int) -> [UInt8] {
    let step = side / Double(size)
    let (cosine, sine) = (cos(angle) * step, sin(angle) * step)
    let middle = Double(size - 1) / 2
    var levels = [UInt8](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        let x = (Double(column) - middle) * (isMirrored ? -1 : 1)
        let y = Double(row) - middle
        levels[row * size + column] = image.level(
          atX: centerX - 0.5 + x * cosine - y * sine, y: centerY - 0.5 + x * sine + y * cosine)
      }
    }
    return levels
  }
}

extension GrayImage {
  /// The level between pixels, whose centres lie at whole numbers; beyond the edges that of the edge.
  func level(atX x: Double, y: Double) -> UInt8 {
    let (x, y) = (min(max(x, 0), Double(width - 1)), min(max(y, 0), Double(height - 1)))
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
    let (fx, fy) = (x - Double(left), y - Double(top))
    let upper = Double(self[x: left, y: top]) * (1 - fx) + Double(self[x: right, y: top]) * fx
    let lower = Double(self[x: left, y: bottom]) * (1 - fx) + Double(self[x: right, y: bottom]) * fx
    return UInt8((upper * (1 - fy) + lower * fy).rounded())
  }
}
