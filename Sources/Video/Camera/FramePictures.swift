import Imaging

/// Makes the pictures of a camera's frames, whatever format they come in. One thread.
final class FramePictures {
  /// A frame as gray levels, and in colour when somebody asks.
  struct Picture {
    let gray: GrayImage
    let color: @Sendable () throws -> ColorImage
  }

  private let converter: FrameConverter
  private let foreign: ForeignFormat?

  /// - Parameter device: the camera's path, for the error's text.
  /// - Throws: ``CameraError/noConverter(device:format:reason:)``.
  init(_ format: CaptureFormat, device: String) throws {
    foreign = format.isForeign ? try ForeignFormat(format, device: device) : nil
    converter = FrameConverter(foreign?.result ?? format)
  }

  /// - Throws: ``CameraError/brokenFrame(detail:)``.
  func picture(of raw: PooledBytes) throws -> Picture {
    guard let foreign else { return try native(raw) }
    let bytes = try raw.bytes.withUnsafeBytes { try foreign.convert($0) }
    return Picture(gray: try bytes.withUnsafeBytes { try converter.gray($0) }) { [converter] in
      try bytes.withUnsafeBytes { try converter.color($0) }
    }
  }

  private func native(_ raw: PooledBytes) throws -> Picture {
    Picture(gray: try raw.bytes.withUnsafeBytes { try converter.gray($0) }) { [converter] in
      try raw.bytes.withUnsafeBytes { try converter.color($0) }
    }
  }
}
