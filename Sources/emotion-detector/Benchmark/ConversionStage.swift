import Imaging
import Video

/// A camera's bytes made into what is analysed and what is shown.
struct ConversionStage {
  private enum Result: String, CaseIterable {
    case gray, color
  }

  private static let formats: [(format: PixelFormat, name: String)] = [
    (.yuyv, "YUYV"), (.nv12, "NV12"), (.mjpeg, "MJPEG"),
  ]

  var groups: [MeasurementGroup] {
    PictureSize.usual.flatMap { size in
      Self.formats.flatMap { format, name in
        Result.allCases.map { result in
          var record = BenchmarkRecord(.conversion)
          (record.width, record.height) = (size.width, size.height)
          (record.format, record.result) = (name, result.rawValue)
          return MeasurementGroup([
            Measurement(record: record) { try Self.work(size, format, result) }
          ])
        }
      }
    }
  }

  private static func work(
    _ size: PictureSize, _ format: PixelFormat, _ result: Result
  ) throws -> () throws -> Void {
    let image = try PortraitScene(width: size.width, height: size.height).image(faces: size.faces)
    let bytes = try CameraBytes.make(image, format)
    let converter = FrameConverter(
      CaptureFormat(
        pixelFormat: format, width: size.width, height: size.height,
        strideBytes: CameraBytes.stride(image, format)))
    switch result {
    case .gray: return { _ = try bytes.withUnsafeBytes { try converter.gray($0) } }
    case .color: return { _ = try bytes.withUnsafeBytes { try converter.color($0) } }
    }
  }
}
