import EmotionRecognition
import Imaging
import Overlay

/// Drawing what was found, as the live window shows it.
struct OverlayStage {
  private static let labels = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
  private static let (width, height) = (640, 480)

  var groups: [MeasurementGroup] {
    [1, 4].map { faces in
      var record = BenchmarkRecord(.overlay)
      (record.width, record.height, record.faces) = (Self.width, Self.height, faces)
      return MeasurementGroup([Measurement(record: record) { try Self.work(faces: faces) }])
    }
  }

  private static func work(faces: Int) throws -> () throws -> Void {
    var image = try PortraitScene(width: width, height: height).image(faces: 2)
    let analysis = FrameAnalysis(
      frame: 0, time: .zero, width: width, height: height, labels: labels,
      faces: (0..<faces).map { face($0, of: faces) })
    let status = OverlayStatus(
      mode: .live, framesPerSecond: 29.9, analysesPerSecond: 24.8, latency: .milliseconds(31))
    // Drawn over and over on one picture: what is under the strokes does not change the time.
    return { try OverlayRenderer().draw(analysis, status: status, on: &image) }
  }

  private static func face(_ index: Int, of count: Int) -> FaceObservation {
    let (column, row) = (index % 2, index / 2)
    let side = count == 1 ? 180 : 110
    var probabilities = [Float](repeating: 0.04, count: labels.count)
    probabilities[3 + index % 4] = 0.76
    return FaceObservation(
      id: index + 1, box: Rect(x: 70 + column * 310, y: 60 + row * 210, width: side, height: side),
      detected: true, score: 40, emotion: labels[3 + index % 4], confidence: 0.76,
      probabilities: probabilities)
  }
}
