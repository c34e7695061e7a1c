import EmotionRecognition
import Foundation

/// Rows of events as CSV, RFC 4180 but for the line's end, which is a line feed alone.
package enum CSVEvent {
  /// The first row: the fields' names, `probability_LABEL` for each label.
  package static func header(labels: [String]) -> String {
    row(
      [
        "schema", "source", "frame", "time", "sequence", "wall_time", "width", "height", "id",
        "box_x", "box_y", "box_width", "box_height", "detected", "score", "emotion", "confidence",
      ] + labels.map { "probability_\($0)" })
  }

  /// The rows of a frame: one a face, or one with empty fields where it has no face.
  package static func rows(
    _ analysis: FrameAnalysis, source: String, wallTime: Date? = nil
  ) -> [String] {
    let head = [
      "1", source, String(analysis.frame), JSONText.seconds(analysis.time),
      analysis.sequence.map(String.init) ?? "", wallTime.map(JSONText.timestamp) ?? "",
      String(analysis.width), String(analysis.height),
    ]
    guard !analysis.faces.isEmpty else {
      return [row(head + Array(repeating: "", count: 9 + analysis.labels.count))]
    }
    return analysis.faces.map { row(head + fields(of: $0, labels: analysis.labels)) }
  }

  private static func fields(of face: FaceObservation, labels: [String]) -> [String] {
    let box = face.box
    let probabilities = labels.indices.map { index in
      index < face.probabilities.count
        ? JSONText.number(Double(face.probabilities[index]), places: 4) : ""
    }
    return [
      String(face.id), String(box.x), String(box.y), String(box.width), String(box.height),
      String(face.detected), JSONText.number(face.score, places: 3), face.emotion ?? "",
      face.confidence.map { JSONText.number(Double($0), places: 4) } ?? "",
    ] + probabilities
  }

  private static func row(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",")
  }

  /// A field in quotes where a comma, a quote or a line's end stands in it.
  private static func quoted(_ field: String) -> String {
    let special = field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    return special ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}
