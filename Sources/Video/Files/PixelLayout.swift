import CFFmpeg

/// What the bytes of a picture mean: format, range, matrix. The names of formats that imply a range
/// are replaced by the plain ones, and what a file leaves open is decided here.
struct PixelLayout: Equatable {
  let format: AVPixelFormat
  /// Whether luma fills 0...255 (or 0...1023 and so on) instead of 16...235.
  let isFullRange: Bool
  /// The matrix between luma and colour as swscale numbers it: 1 for ITU-R BT.709, 5 for BT.601.
  let matrix: Int32

  /// A layout that is known completely.
  init(format: AVPixelFormat, isFullRange: Bool, matrix: Int32) {
    self.format = format
    self.isFullRange = isFullRange
    self.matrix = matrix
  }

  /// The layout of a decoded picture.
  ///
  /// - Parameters:
  ///   - range: the file's word; unspecified means limited for colour, full for RGB and gray.
  ///   - matrix: the file's word; unspecified means BT.709 for pictures of HD size, else BT.601.
  init(
    format: AVPixelFormat, range: AVColorRange, matrix: AVColorSpace, width: Int, height: Int
  ) {
    let plain = PixelLayout.plainFormats[format.rawValue]
    self.format = plain ?? format
    let flags = av_pix_fmt_desc_get(self.format)?.pointee.flags ?? 0
    let components = av_pix_fmt_desc_get(self.format)?.pointee.nb_components ?? 3
    let isFullByNature = flags & PixelLayout.rgbOrPalette != 0 || components < 3
    isFullRange =
      plain != nil || range == AVCOL_RANGE_JPEG
      || (range == AVCOL_RANGE_UNSPECIFIED && isFullByNature)
    self.matrix =
      switch matrix {
      case AVCOL_SPC_BT709: SWS_CS_ITU709
      case AVCOL_SPC_FCC: SWS_CS_FCC
      case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
      case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
      default: PixelLayout.customaryMatrix(width: width, height: height)
      }
  }

  /// The matrix players take where a file names none.
  static func customaryMatrix(width: Int, height: Int) -> Int32 {
    width >= 1280 || height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601
  }

  /// Bytes from one luma value to the next where the first plane holds luma of eight bits; nil for
  /// other formats.
  var lumaStep: Int? {
    guard let description = av_pix_fmt_desc_get(format)?.pointee else { return nil }
    let luma = description.comp.0
    let isPlain = description.flags & PixelLayout.notPlain == 0
    guard isPlain, luma.depth == 8, luma.plane == 0, luma.offset == 0, luma.shift == 0 else {
      return nil
    }
    return Int(luma.step)
  }

  /// Whether pixels carry an alpha value.
  var hasAlpha: Bool {
    (av_pix_fmt_desc_get(format)?.pointee.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0
      || format == AV_PIX_FMT_PAL8
  }

  private static let rgbOrPalette = UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)
  private static let notPlain =
    rgbOrPalette
    | UInt64(
      AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER
        | AV_PIX_FMT_FLAG_FLOAT)
  private static let plainFormats: [Int32: AVPixelFormat] = [
    AV_PIX_FMT_YUVJ411P.rawValue: AV_PIX_FMT_YUV411P,
    AV_PIX_FMT_YUVJ420P.rawValue: AV_PIX_FMT_YUV420P,
    AV_PIX_FMT_YUVJ422P.rawValue: AV_PIX_FMT_YUV422P,
    AV_PIX_FMT_YUVJ440P.rawValue: AV_PIX_FMT_YUV440P,
    AV_PIX_FMT_YUVJ444P.rawValue: AV_PIX_FMT_YUV444P,
  ]
}
