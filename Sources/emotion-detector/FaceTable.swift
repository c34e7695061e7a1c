import EmotionRecognition
import Foundation
import Imaging

/// Faces as a table for people: columns of fixed width, the picture's name last.
enum FaceTable {
  static let boxesHeader = row(["X", "Y", "WIDTH", "HEIGHT"], "PICTURE")
  static let header = row(["FACE", "X", "Y", "WIDTH", "HEIGHT"], "EMOTION     CONF  PICTURE")

  static func rows(boxes: [Rect], source: String) -> String {
    if boxes.isEmpty { return row(["-", "-", "-", "-"], source) }
    return boxes.map { row(columns($0), source) }.joined()
  }

  static func rows(_ analysis: FrameAnalysis, source: String) -> String {
    if analysis.faces.isEmpty {
      return row(Array(repeating: "-", count: 5), emotion("no face", nil) + "  \(source)")
    }
    return analysis.faces.map { face in
      row(
        [String(face.id)] + columns(face.box),
        emotion(face.emotion ?? "uncertain", face.confidence) + "  \(source)")
    }.joined()
  }

  private static func columns(_ box: Rect) -> [String] {
    [box.x, box.y, box.width, box.height].map(String.init)
  }

  private static func emotion(_ name: String, _ confidence: Float?) -> String {
    let percent = confidence.map { "\(Int(($0 * 100).rounded())) %" } ?? ""
    return pad(name, to: -10) + pad(percent, to: 6)
  }

  private static func row(_ numbers: [String], _ rest: String) -> String {
    numbers.map { pad($0, to: 6) }.joined(separator: " ") + "  \(rest)\n"
  }

  /// Fills up with spaces on the left, for a negative width on the right.
  private static func pad(_ text: String, to width: Int) -> String {
    let space = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? text + space : space + text
  }
}
