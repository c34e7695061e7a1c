import EmotionRecognition
import FaceDetection
import Foundation

/// All that is done with a frame of a stream: search, crop, network, tracking, steadying.
struct AnalysisStage {
  private static let (width, height) = (640, 480)

  let model: BenchmarkModel
  /// The cascade's file.
  let cascade: String
  let threads: [Int]

  var groups: [MeasurementGroup] {
    threads.map { threads in
      var record = BenchmarkRecord(.analysis, threads: threads)
      record.model = model.name
      record.cascade = URL(fileURLWithPath: cascade).deletingPathExtension().lastPathComponent
      (record.width, record.height, record.faces) = (Self.width, Self.height, 1)
      return MeasurementGroup([Measurement(record: record) { try work(threads: threads) }])
    }
  }

  private func work(threads: Int) throws -> () throws -> Void {
    let analyzer = FrameAnalyzer(
      detector: CascadeClassifier(try Cascade(contentsOf: cascade), threads: threads),
      classifier: try model.classifier(threads: threads), mode: .stream)
    let image = try PortraitScene(width: Self.width, height: Self.height).image(faces: 1).gray()
    var frame = 0
    return {
      _ = try analyzer.analyze(image, frame: frame, time: .milliseconds(40) * frame)
      frame += 1
    }
  }
}
