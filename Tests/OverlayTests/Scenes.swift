import EmotionRecognition
import Imaging

let labels = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

/// A face whose emotion is the label at `leading`, or uncertain where that is nil.
func face(_ id: Int, _ box: Rect, leading: Int? = 3) -> FaceObservation {
  var probabilities = [Float](repeating: 0.04, count: labels.count)
  if let leading { probabilities[leading] = 0.76 }
  return FaceObservation(
    id: id, box: box, detected: id % 3 != 0, score: 9,
    emotion: leading.map { labels[$0] }, confidence: leading.map { _ in 0.913 },
    probabilities: probabilities)
}

func analysis(_ width: Int, _ height: Int, _ faces: [FaceObservation]) -> FrameAnalysis {
  FrameAnalysis(
    frame: 0, time: .zero, width: width, height: height, labels: labels, faces: faces)
}

/// Faces in rows and columns with room between them, as many as asked for.
func crowd(_ width: Int, _ height: Int, count: Int) -> FrameAnalysis {
  let columns = 5
  let rows = (count + columns - 1) / columns
  let cell = (width: width / columns, height: height / max(1, rows))
  let side = max(4, min(cell.width, cell.height) / 2)
  let faces = (0..<count).map { index in
    let x = index % columns * cell.width + (cell.width - side) / 2
    let y = index / columns * cell.height + (cell.height - side) / 2
    return face(
      index + 1, Rect(x: x, y: y, width: side, height: side),
      leading: index % 8 == 7 ? nil : index % 7)
  }
  return analysis(width, height, faces)
}

/// A picture in which no colour repeats on a scale, so that misplaced pixels show.
func patterned(_ width: Int, _ height: Int) -> ColorImage {
  var image = ColorImage(width: width, height: height)
  for y in 0..<height {
    for x in 0..<width {
      let start = (y * width + x) * 4
      image.bytes[start] = UInt8((x * 7 + y * 3) % 256)
      image.bytes[start + 1] = UInt8((x * 3 + y * 11) % 256)
      image.bytes[start + 2] = UInt8((x + y) % 256)
    }
  }
  return image
}

/// The smallest rectangle around all pixels that differ; nil where none does.
func changedArea(_ a: ColorImage, _ b: ColorImage) -> Rect? {
  var area: (left: Int, top: Int, right: Int, bottom: Int)?
  for y in 0..<a.height {
    for x in 0..<a.width {
      let start = (y * a.width + x) * 4
      guard a.bytes[start..<start + 4] != b.bytes[start..<start + 4] else { continue }
      let seen = area ?? (x, y, x, y)
      area = (min(seen.left, x), min(seen.top, y), max(seen.right, x), max(seen.bottom, y))
    }
  }
  return area.map {
    Rect(x: $0.left, y: $0.top, width: $0.right - $0.left + 1, height: $0.bottom - $0.top + 1)
  }
}
