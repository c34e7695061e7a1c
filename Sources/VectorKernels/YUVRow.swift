import CSIMD

/// Colours of a row from luma and chroma: blue, green, red, 255 for each pixel.
///
/// - Parameters:
///   - luma: the first luma level; the next ones `lumaStep` bytes on.
///   - u: the first chroma level, which counts for two pixels; the next ones `chromaStep` bytes on.
///   - v: likewise.
///   - pixels: receives `4 * width` bytes.
package func yuvRow(
  luma: UnsafePointer<UInt8>, lumaStep: Int, u: UnsafePointer<UInt8>, v: UnsafePointer<UInt8>,
  chromaStep: Int, width: Int, factors: yuv_factors, pixels: UnsafeMutablePointer<UInt8>
) {
  // SAFETY: eight pixels are taken only where there are as many.
  var x = 0
  // Known steps let the compiler load whole vectors.
  if lumaStep == 2 && chromaStep == 4 {
    while x &+ 8 <= width {
      yuv_pixels(luma + x &* 2, 2, u + x &* 2, v + x &* 2, 4, factors, pixels + x &* 4)
      x &+= 8
    }
  } else if lumaStep == 1 && chromaStep == 2 {
    while x &+ 8 <= width {
      yuv_pixels(luma + x, 1, u + x, v + x, 2, factors, pixels + x &* 4)
      x &+= 8
    }
  } else {
    while x &+ 8 <= width {
      let chroma = (x &>> 1) &* chromaStep
      yuv_pixels(
        luma + x &* lumaStep, lumaStep, u + chroma, v + chroma, chromaStep, factors,
        pixels + x &* 4)
      x &+= 8
    }
  }
  while x < width {
    let chroma = (x &>> 1) &* chromaStep
    let light =
      (Int32(truncatingIfNeeded: luma[x &* lumaStep]) &- factors.luma_offset) &* factors.luma
      &+ 32768
    let cb = Int32(truncatingIfNeeded: u[chroma]) &- 128
    let cr = Int32(truncatingIfNeeded: v[chroma]) &- 128
    let pixel = pixels + x &* 4
    pixel[0] = level(light &+ factors.blue_from_u &* cb)
    pixel[1] = level(light &- factors.green_from_u &* cb &- factors.green_from_v &* cr)
    pixel[2] = level(light &+ factors.red_from_v &* cr)
    pixel[3] = 255
    x &+= 1
  }
}

@inline(__always)
private func level(_ fixed: Int32) -> UInt8 {
  let level = fixed &>> 16
  return level < 0 ? 0 : level > 255 ? 255 : UInt8(truncatingIfNeeded: level)
}
