import CFFmpeg
import Imaging

/// A picture as the decoder gave it, in its own pixel format.
// Sendable: the decoder fills the frame once, nothing changes it afterwards.
final class DecodedPicture: @unchecked Sendable {
  let frame: UnsafeMutablePointer<AVFrame>

  init(path: String) throws {
    frame = try FFmpegCall.check(av_frame_alloc()) {
      .system(path: path, operation: "allocate a picture", reason: $0)
    }
  }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
  }

  var width: Int { Int(frame.pointee.width) }
  var height: Int { Int(frame.pointee.height) }
  /// When the picture belongs by its stream's clock, FFmpeg's best guess; nil where it has none.
  var stamp: Int64? {
    let stamp = frame.pointee.best_effort_timestamp
    return stamp == ffmpeg_no_time ? nil : stamp
  }
  var layout: PixelLayout {
    PixelLayout(
      format: AVPixelFormat(frame.pointee.format), range: frame.pointee.color_range,
      matrix: frame.pointee.colorspace, width: width, height: height)
  }

  /// The picture as full-range gray levels, not yet turned upright.
  ///
  /// Formats of eight bits with a luma plane give that plane, a limited range expanded; others go
  /// through `converter`.
  func gray(_ converter: PixelConverter) throws -> GrayImage {
    guard let step = layout.lumaStep, let luma = frame.pointee.data.0, frame.pointee.linesize.0 > 0
    else { return try converter.gray(of: self) }
    let table = layout.isFullRange ? LumaRange.unchanged : LumaRange.expansion
    let stride = Int(frame.pointee.linesize.0)
    let (width, height, isFullRange) = (width, height, layout.isFullRange)
    precondition(stride >= width * step, "\(stride) bytes a row for \(width) pixels")
    let levels = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
      // SAFETY: FFmpeg's plane has `height` rows of `stride` bytes, `target` room for every pixel,
      // and the table an entry for every byte.
      table.withUnsafeBufferPointer { table in
        for y in 0..<height {
          let row = luma + y * stride
          guard let line = target.baseAddress.map({ $0 + y * width }) else { return }
          if isFullRange && step == 1 {
            line.initialize(from: row, count: width)
          } else {
            for x in 0..<width { line[x] = table[Int(row[x &* step])] }
          }
        }
      }
      count = width * height
    }
    return GrayImage(width: width, height: height, pixels: levels)
  }
}
