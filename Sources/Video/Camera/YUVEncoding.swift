import CV4L2

/// How luma and chroma levels stand for colours.
package struct YUVEncoding: Sendable, Equatable {
  /// What levels black and white have.
  package enum Range: Sendable {
    /// Luma 16...235, chroma 16...240: cameras' raw formats, most video.
    case limited
    /// 0...255: JPEG.
    case full
  }

  /// The weights of red, green and blue in luma.
  package enum Matrix: Sendable {
    /// ITU-R BT.601: red 0.299, blue 0.114.
    case bt601
    /// ITU-R BT.709: red 0.2126, blue 0.0722.
    case bt709
    /// ITU-R BT.2020, non-constant luminance: red 0.2627, blue 0.0593.
    case bt2020
  }

  package let range: Range
  package let matrix: Matrix

  package init(range: Range, matrix: Matrix) {
    self.range = range
    self.matrix = matrix
  }

  /// What cameras use unless they say otherwise.
  package static let limitedBT601 = YUVEncoding(range: .limited, matrix: .bt601)

  /// As the driver says, with the kernel's meaning of "default".
  init(_ pix: v4l2_pix_format, _ format: PixelFormat) {
    let said = pix.quantization
    if said == V4L2_QUANTIZATION_DEFAULT.rawValue {
      // The kernel's default would be limited, but infrared cameras use all levels.
      let full = V4L2_QUANTIZATION_FULL_RANGE.rawValue
      let isFull = format == .grey || cv4l2_default_yuv_quantization(pix.colorspace) == full
      range = isFull ? .full : .limited
    } else {
      range = said == V4L2_QUANTIZATION_FULL_RANGE.rawValue ? .full : .limited
    }
    let unsaid = pix.ycbcr_enc == V4L2_YCBCR_ENC_DEFAULT.rawValue
    switch v4l2_ycbcr_encoding(unsaid ? cv4l2_default_encoding(pix.colorspace) : pix.ycbcr_enc) {
    case V4L2_YCBCR_ENC_709, V4L2_YCBCR_ENC_XV709, V4L2_YCBCR_ENC_SMPTE240M: matrix = .bt709
    case V4L2_YCBCR_ENC_BT2020, V4L2_YCBCR_ENC_BT2020_CONST_LUM: matrix = .bt2020
    default: matrix = .bt601
    }
  }

  /// The full-range gray level for each luma level: `(Y - 16) * 255 / 219` rounded and clamped, or
  /// the level itself.
  var grayLevels: [UInt8] {
    (0...255).map { level in
      guard range == .limited else { return UInt8(level) }
      return UInt8(min(255, max(0, ((level - 16) * 255 + 109).quotient(by: 219))))
    }
  }
}

extension Int {
  /// The quotient rounded down, for negative numbers too.
  fileprivate func quotient(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
