/// A colour to draw with: sRGB with opacity, each part 0...1.
package struct Color: Sendable, Hashable {
  package var red: Double
  package var green: Double
  package var blue: Double
  /// 0 invisible, 1 covers what is below.
  package var alpha: Double

  package init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A colour as it is written for the web.
  ///
  /// - Parameter hex: `0xRRGGBB`.
  package init(_ hex: UInt32, alpha: Double = 1) {
    self.init(
      red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255,
      blue: Double(hex & 255) / 255, alpha: alpha)
  }

  package static let white = Color(0xFFFFFF)
  package static let black = Color(0x000000)

  /// The same colour at another opacity, 0...1.
  package func withAlpha(_ alpha: Double) -> Color {
    Color(red: red, green: green, blue: blue, alpha: alpha)
  }

  /// The colour between this one (at 0) and another (at 1).
  package func mixed(with other: Color, at fraction: Double) -> Color {
    func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// How bright the opaque colour looks: relative luminance by WCAG 2, 0...1.
  package var luminance: Double {
    func linear(_ value: Double) -> Double {
      // WCAG asks for a power of 2.4; the square and cube around it stay within 0.01 without libm.
      value <= 0.04 ? value / 12.92 : value * value * (0.7 + 0.3 * value)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Contrast to another opaque colour by WCAG 2: 1 (none) to 21 (black on white).
  package func contrast(to other: Color) -> Double {
    let (a, b) = (luminance + 0.05, other.luminance + 0.05)
    return max(a, b) / min(a, b)
  }

  /// Black or white, whichever reads better on this colour.
  package var readableText: Color {
    contrast(to: .black) >= contrast(to: .white) ? Color(0x101214) : .white
  }
}
