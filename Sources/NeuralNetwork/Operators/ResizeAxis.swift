/// How one dimension is resized: from which places of the input each place of the result is made.
struct ResizeAxis: Sendable, Equatable {
  /// ONNX's coordinate_transformation_mode.
  enum Transformation: String, Sendable {
    case halfPixel = "half_pixel"
    case symmetricHalfPixel = "half_pixel_symmetric"
    case pytorchHalfPixel = "pytorch_half_pixel"
    case alignCorners = "align_corners"
    case asymmetric = "asymmetric"
    case tensorFlowHalfPixel = "tf_half_pixel_for_nn"
  }

  /// ONNX's nearest_mode, and the rule of opset 10.
  enum Rounding: String, Sendable {
    case roundPreferFloor = "round_prefer_floor"
    case roundPreferCeil = "round_prefer_ceil"
    case floor = "floor"
    case ceil = "ceil"
    /// Up where the dimension shrinks, else down: Resize of opset 10 and Upsample.
    case simple
  }

  /// Sizes of the input and of the result.
  let inputSize, outputSize: Int
  let scale: Float
  let transformation: Transformation

  /// Whether the dimension stays as it is.
  var isUnchanged: Bool { inputSize == outputSize && scale == 1 }

  /// Where a place of the result lies in the input, in Float as ONNX Runtime reckons.
  func coordinate(_ place: Int) -> Float {
    let x = Float(place)
    switch transformation {
    case .halfPixel: return (x + 0.5) / scale - 0.5
    case .symmetricHalfPixel:
      let adjustment = Float(outputSize) / (scale * Float(inputSize))
      return Float(inputSize) / 2 * (1 - adjustment) + (x + 0.5) / scale - 0.5
    case .pytorchHalfPixel: return outputSize > 1 ? (x + 0.5) / scale - 0.5 : 0
    case .alignCorners:
      return outputSize > 1 ? x * Float(inputSize - 1) / Float(outputSize - 1) : 0
    case .asymmetric: return x / scale
    case .tensorFlowHalfPixel: return (x + 0.5) / scale
    }
  }

  /// The input's place for each of the result's.
  func nearest(_ rounding: Rounding) -> [Int] {
    if isUnchanged { return Array(0..<outputSize) }
    return (0..<outputSize).map { place in
      let x = coordinate(place)
      let rounded =
        switch rounding {
        case .roundPreferFloor: (x - 0.5).rounded(.up)
        case .roundPreferCeil: (x + 0.5).rounded(.down)
        case .floor: x.rounded(.down)
        case .ceil: x.rounded(.up)
        case .simple: scale < 1 ? x.rounded(.up) : x.rounded(.towardZero)
        }
      return inside(rounded)
    }
  }

  /// The input's two places for each of the result's, with their weights, which add up to 1.
  func linear() -> [(places: [Int], weights: [Float])] {
    (0..<outputSize).map { place in
      let x = min(max(coordinate(place), 0), Float(inputSize - 1))
      let low = inside(x.rounded(.down))
      return ([low, inside(Float(low + 1))], [1 - (x - Float(low)), x - Float(low)])
    }
  }

  /// The input's four places for each of the result's, with the weights of cubic convolution
  /// (Keys 1981).
  func cubic(a: Float) -> [(places: [Int], weights: [Float])] {
    (0..<outputSize).map { place in
      let x = coordinate(place)
      let low = x.rounded(.down)
      let fraction = x - low
      let weights = [1 + fraction, fraction, 1 - fraction, 2 - fraction].map { distance in
        distance <= 1
          ? ((a + 2) * distance - (a + 3)) * distance * distance + 1
          : ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a
      }
      return ((-1...2).map { inside(low + Float($0)) }, weights)
    }
  }

  private func inside(_ x: Float) -> Int { Int(min(max(x, 0), Float(inputSize - 1))) }
}
