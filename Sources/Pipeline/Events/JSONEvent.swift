import EmotionRecognition
import Foundation
import Imaging

/// Lines of JSON events, schema 1.
package enum JSONEvent {
  /// The line of a frame, without its line feed.
  ///
  /// - Parameters:
  ///   - source: the file or device it comes from.
  ///   - wallTime: for live streams when the frame was taken; nil leaves it out.
  package static func line(
    _ analysis: FrameAnalysis, source: String, wallTime: Date? = nil
  ) -> String {
    let faces = analysis.faces.map { face($0, labels: analysis.labels) }
    return "{" + head(analysis, source: source, wallTime: wallTime)
      + ",\"faces\":[\(faces.joined(separator: ","))]}"
  }

  /// The line of a picture where faces alone were looked for.
  package static func line(boxes: [Rect], width: Int, height: Int, source: String) -> String {
    let empty = FrameAnalysis(
      frame: 0, time: .zero, width: width, height: height, labels: [], faces: [])
    let faces = boxes.map { "{\"box\":\(box($0))}" }
    return "{" + head(empty, source: source, wallTime: nil)
      + ",\"faces\":[\(faces.joined(separator: ","))]}"
  }

  /// The line of a picture that can't be read.
  package static func line(source: String, error: String) -> String {
    "{\"schema\":1,\"source\":\(JSONText.string(source)),\"error\":\(JSONText.string(error))}"
  }

  private static func head(
    _ analysis: FrameAnalysis, source: String, wallTime: Date?
  ) -> String {
    var fields = [
      "\"schema\":1", "\"source\":\(JSONText.string(source))", "\"frame\":\(analysis.frame)",
      "\"time\":\(JSONText.seconds(analysis.time))",
    ]
    if let sequence = analysis.sequence { fields.append("\"sequence\":\(sequence)") }
    if let wallTime {
      fields.append("\"wall_time\":\(JSONText.string(JSONText.timestamp(wallTime)))")
    }
    fields += ["\"width\":\(analysis.width)", "\"height\":\(analysis.height)"]
    return fields.joined(separator: ",")
  }

  private static func face(_ face: FaceObservation, labels: [String]) -> String {
    let probabilities = zip(labels, face.probabilities).map { label, value in
      "\(JSONText.string(label)):\(JSONText.number(Double(value), places: 4))"
    }
    let confidence = face.confidence.map { JSONText.number(Double($0), places: 4) }
    return [
      "{\"id\":\(face.id)", "\"box\":\(box(face.box))", "\"detected\":\(face.detected)",
      "\"score\":\(JSONText.number(face.score, places: 3))",
      "\"emotion\":\(face.emotion.map(JSONText.string) ?? "null")",
      "\"confidence\":\(confidence ?? "null")",
      "\"probabilities\":{\(probabilities.joined(separator: ","))}}",
    ].joined(separator: ",")
  }

  private static func box(_ box: Rect) -> String {
    "{\"x\":\(box.x),\"y\":\(box.y),\"width\":\(box.width),\"height\":\(box.height)}"
  }
}
