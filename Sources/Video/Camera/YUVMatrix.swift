/// The conversion from luma and chroma to red, green and blue, in 16-bit fixed point:
/// `R = l(Y) + 2 (1 - kr) Cr`, `B = l(Y) + 2 (1 - kb) Cb`, green from both, where kr and kb are the
/// weights of red and blue in luma and limited ranges are stretched to 0...255.
struct YUVMatrix: Sendable {
  let lumaOffset: Int32
  let luma: Int32
  let redFromV: Int32
  let greenFromU: Int32
  let greenFromV: Int32
  let blueFromU: Int32

  init(_ encoding: YUVEncoding) {
    let (kr, kb) =
      switch encoding.matrix {
      case .bt601: (0.299, 0.114)
      case .bt709: (0.2126, 0.0722)
      case .bt2020: (0.2627, 0.0593)
      }
    let kg = 1 - kr - kb
    let isLimited = encoding.range == .limited
    let lumaScale = isLimited ? 255.0 / 219.0 : 1
    let chromaScale = isLimited ? 255.0 / 224.0 : 1
    func fixed(_ value: Double) -> Int32 { Int32((value * 65536).rounded()) }
    lumaOffset = isLimited ? 16 : 0
    luma = fixed(lumaScale)
    redFromV = fixed(2 * (1 - kr) * chromaScale)
    blueFromU = fixed(2 * (1 - kb) * chromaScale)
    greenFromU = fixed(2 * (1 - kb) * kb / kg * chromaScale)
    greenFromV = fixed(2 * (1 - kr) * kr / kg * chromaScale)
  }

  /// Writes one pixel: blue, green, red, 255.
  @inline(__always)
  func write(y: UInt8, u: UInt8, v: UInt8, to pixel: UnsafeMutablePointer<UInt8>) {
    let light = (Int32(y) &- lumaOffset) &* luma &+ 32768
    let u = Int32(u) &- 128
    let v = Int32(v) &- 128
    pixel[0] = Self.level(light &+ blueFromU &* u)
    pixel[1] = Self.level(light &- greenFromU &* u &- greenFromV &* v)
    pixel[2] = Self.level(light &+ redFromV &* v)
    pixel[3] = 255
  }

  @inline(__always)
  private static func level(_ fixed: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: min(255, max(0, fixed &>> 16)))
  }
}
