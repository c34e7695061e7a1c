import FaceDetection
import Foundation

/// The search for faces in pictures of portraits.
struct DetectionStage {
  /// The cascade's file.
  let cascade: String
  let threads: [Int]

  var groups: [MeasurementGroup] {
    PictureSize.usual.flatMap { size in
      threads.map { MeasurementGroup([measurement(size, threads: $0)]) }
    }
  }

  private func measurement(_ size: PictureSize, threads: Int) -> Measurement {
    var record = BenchmarkRecord(.detection, threads: threads)
    record.cascade = URL(fileURLWithPath: cascade).deletingPathExtension().lastPathComponent
    (record.width, record.height, record.faces) = (size.width, size.height, size.faces)
    return Measurement(record: record) {
      let detector = CascadeClassifier(try Cascade(contentsOf: cascade), threads: threads)
      let image = try PortraitScene(width: size.width, height: size.height)
        .image(faces: size.faces).gray()
      let parameters = DetectionParameters(
        minSize: DetectionParameters.defaultMinSize(width: size.width, height: size.height))
      return { _ = detector.detect(in: image, parameters) }
    }
  }
}
