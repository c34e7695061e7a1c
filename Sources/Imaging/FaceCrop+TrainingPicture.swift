extension FaceCrop {
  /// A face as a picture to be kept in a file and trained on.
  ///
  /// It is cut out of the picture unscaled, so that people can look at it and networks of any size
  /// be trained on it. Brought to the network's size by ``callAsFunction(_:)``, it is what
  /// ``callAsFunction(_:in:)`` feeds the network with, to a gray level. A plain cut would not be:
  /// the outermost pixels of the network's input count what lies beyond the box, too. So the cut's
  /// edge pixels are means that bring it along. A face smaller than the network's input is enlarged
  /// to it.
  ///
  /// - Parameters:
  ///   - face: the box as the detector gives it; where it leaves the picture, edge pixels repeat.
  ///   - image: the picture, full-range gray.
  package func trainingPicture(of face: Rect, in image: GrayImage) -> GrayImage {
    guard face.width > width && face.height > height else { return self(face, in: image) }
    let columns = Self.edgeWeights(shrinking: face.width, to: width)
    let rows = Self.edgeWeights(shrinking: face.height, to: height)
    let columnTaps = (0..<face.width).map { Self.taps(at: $0, of: face.width, columns) }
    let (left, top) = (columns.count - 1, rows.count - 1)
    let area = Rect(
      x: face.x - left, y: face.y - top, width: face.width + 2 * left,
      height: face.height + 2 * top)
    let surroundings = image.resized(area, width: area.width, height: area.height)
    var picture = GrayImage(width: face.width, height: face.height)
    for y in 0..<face.height {
      let rowTaps = Self.taps(at: y, of: face.height, rows)
      for x in 0..<face.width {
        var level: Float = 0
        for row in rowTaps {
          for column in columnTaps[x] {
            let source = surroundings[x: left + column.position, y: top + row.position]
            level += row.weight * column.weight * Float(source)
          }
        }
        picture[x: x, y: y] = UInt8(min(255, level.rounded()))
      }
    }
    return picture
  }

  /// What an edge pixel stands for where the triangle filter shrinks a cut: itself and the pixels
  /// before it, as the filter weights them. No more than the outermost pixel of the result depends
  /// on it, as long as the cut is longer than the result.
  ///
  /// - Returns: the weights of the edge pixel, of the one before it and so on; their sum is 1.
  private static func edgeWeights(shrinking length: Int, to count: Int) -> [Float] {
    let ratio = Float(length) / Float(count)
    let center = 0.5 * ratio - 0.5
    let weights = (0...Int(ratio)).map { max(0, 1 - (center + Float($0)) / ratio) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// What a pixel of the cut is made of: itself, but at the edges also what lies beyond.
  private static func taps(
    at position: Int, of length: Int, _ edgeWeights: [Float]
  ) -> [(position: Int, weight: Float)] {
    switch position {
    case 0: edgeWeights.enumerated().map { (-$0, $1) }
    case length - 1: edgeWeights.enumerated().map { (position + $0, $1) }
    default: [(position, 1)]
    }
  }
}
