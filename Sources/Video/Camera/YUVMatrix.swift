import Kernels

/// The conversion from luma and chroma to red, green and blue, in 16-bit fixed point:
/// `R = l(Y) + 2 (1 - kr) Cr`, `B = l(Y) + 2 (1 - kb) Cb`, green from both, where kr and kb are the
/// weights of red and blue in luma and limited ranges are stretched to 0...255.
struct YUVMatrix: Sendable {
  let factors: YUVFactors

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
    factors = YUVFactors(
      luma_offset: isLimited ? 16 : 0, luma: fixed(lumaScale),
      red_from_v: fixed(2 * (1 - kr) * chromaScale),
      green_from_u: fixed(2 * (1 - kb) * kb / kg * chromaScale),
      green_from_v: fixed(2 * (1 - kr) * kr / kg * chromaScale),
      blue_from_u: fixed(2 * (1 - kb) * chromaScale))
  }
}
