/// Where the levels of a pixel lie in a frame of luma and chroma.
///
/// Luma of column x, row y: `lumaOffset + y * strideBytes + x * lumaStep`. Chroma, shared by two
/// columns: its offset `+ (y >> chromaRowShift) * chromaStrideBytes + (x >> 1) * chromaStep`.
struct YUVLayout: Sendable, Equatable {
  let lumaOffset: Int
  let lumaStep: Int
  let uOffset: Int
  let vOffset: Int
  let chromaStep: Int
  let chromaStrideBytes: Int
  let chromaRowShift: Int

  /// - Returns: nil for formats that are not made of luma and chroma.
  init?(_ format: CaptureFormat) {
    let stride = format.strideBytes
    let plane = stride * format.height
    switch format.pixelFormat {
    case .yuyv: self.init(packed: stride, lumaOffset: 0, u: 1, v: 3)
    case .uyvy: self.init(packed: stride, lumaOffset: 1, u: 0, v: 2)
    case .nv12: self.init(planar: stride, u: plane, v: plane + 1, chromaStep: 2)
    case .yuv420:
      let chromaPlane = stride / 2 * ((format.height + 1) / 2)
      self.init(planar: stride / 2, u: plane, v: plane + chromaPlane, chromaStep: 1)
    default: return nil
    }
  }

  private init(packed strideBytes: Int, lumaOffset: Int, u: Int, v: Int) {
    self.lumaOffset = lumaOffset
    lumaStep = 2
    uOffset = u
    vOffset = v
    chromaStep = 4
    chromaStrideBytes = strideBytes
    chromaRowShift = 0
  }

  private init(planar chromaStrideBytes: Int, u: Int, v: Int, chromaStep: Int) {
    lumaOffset = 0
    lumaStep = 1
    uOffset = u
    vOffset = v
    self.chromaStep = chromaStep
    self.chromaStrideBytes = chromaStrideBytes
    chromaRowShift = 1
  }
}
