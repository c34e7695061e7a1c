import Imaging
import Kernels

extension FrameConverter {
  /// The luma levels, expanded to the full range.
  ///
  /// - Parameters:
  ///   - offset: where the first one lies.
  ///   - step: bytes from one to the next in a row.
  func luma(_ bytes: UnsafeRawBufferPointer, offset: Int, step: Int) -> GrayImage {
    let (width, height, stride) = (format.width, format.height, format.strideBytes)
    precondition(
      bytes.count > (height - 1) * stride + (width - 1) * step + offset && grayLevels.count == 256,
      "\(bytes.count) bytes for \(format) in rows of \(stride)")
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { target, written in
      grayLevels.withUnsafeBufferPointer { levels in
        // SAFETY: the last byte read lies inside by the precondition; a level is below 256.
        for y in 0..<height {
          let row = bytes.baseAddress.unsafelyUnwrapped + (y &* stride &+ offset)
          let line = target.baseAddress.unsafelyUnwrapped + y &* width
          for x in 0..<width {
            line[x] = levels[Int(row.load(fromByteOffset: x &* step, as: UInt8.self))]
          }
        }
      }
      written = width * height
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// Colours from luma and chroma; a chroma level counts for all the pixels it stands for.
  func color(_ bytes: UnsafeRawBufferPointer, _ layout: YUVLayout) -> ColorImage {
    let (width, height, stride) = (format.width, format.height, format.strideBytes)
    precondition(
      bytes.count >= format.minimumBytes && stride >= format.rowBytes,
      "\(bytes.count) bytes for \(format) in rows of \(stride)")
    let kernels = PixelKernels.best
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 4) { target, written in
      // SAFETY: `minimumBytes` reaches to the last luma and chroma level of the layout.
      let source = bytes.bindMemory(to: UInt8.self).baseAddress.unsafelyUnwrapped
      for y in 0..<height {
        let luma = source + (y &* stride &+ layout.lumaOffset)
        let chroma = (y &>> layout.chromaRowShift) &* layout.chromaStrideBytes
        let u = source + (chroma &+ layout.uOffset)
        let v = source + (chroma &+ layout.vOffset)
        kernels.yuvRow(
          luma, layout.lumaStep, u, v, layout.chromaStep, width, matrix.factors,
          target.baseAddress.unsafelyUnwrapped + y &* width &* 4)
      }
      written = width * height * 4
    }
    return ColorImage(width: width, height: height, bytes: pixels)
  }

  /// The luma of three bytes a pixel: `0.299 R + 0.587 G + 0.114 B`, rounded, as
  /// `ColorImage.gray()` computes it.
  func gray(_ bytes: UnsafeRawBufferPointer, blue: Int, red: Int) -> GrayImage {
    let (width, height) = (format.width, format.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { target, written in
      forEachPixel(bytes) { pixel, source in
        let light =
          1868 &* Int32(source[blue]) &+ 9617 &* Int32(source[1]) &+ 4899 &* Int32(source[red])
        target[pixel] = UInt8(truncatingIfNeeded: (light &+ 8192) &>> 14)
      }
      written = width * height
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The colours of three bytes a pixel.
  func color(_ bytes: UnsafeRawBufferPointer, blue: Int, red: Int) -> ColorImage {
    let (width, height) = (format.width, format.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 4) { target, written in
      forEachPixel(bytes) { pixel, source in
        target[pixel &* 4] = source[blue]
        target[pixel &* 4 &+ 1] = source[1]
        target[pixel &* 4 &+ 2] = source[red]
        target[pixel &* 4 &+ 3] = 255
      }
      written = width * height * 4
    }
    return ColorImage(width: width, height: height, bytes: pixels)
  }

  /// Calls `body` with each pixel's number and its three bytes.
  @inline(__always)
  private func forEachPixel(
    _ bytes: UnsafeRawBufferPointer, _ body: (Int, UnsafePointer<UInt8>) -> Void
  ) {
    let (width, height, stride) = (format.width, format.height, format.strideBytes)
    precondition(
      bytes.count >= (height - 1) * stride + width * 3,
      "\(bytes.count) bytes for \(format) in rows of \(stride)")
    // SAFETY: the last byte read lies inside by the precondition.
    let source = bytes.bindMemory(to: UInt8.self).baseAddress.unsafelyUnwrapped
    for y in 0..<height {
      for x in 0..<width {
        body(y &* width &+ x, source + (y &* stride &+ x &* 3))
      }
    }
  }
}
