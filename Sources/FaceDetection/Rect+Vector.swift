import Imaging

extension Rect {
  /// x, y, width, height.
  var vector: SIMD4<Double> {
    SIMD4(Double(x), Double(y), Double(width), Double(height))
  }

  /// The rectangle of the whole numbers nearest to x, y, width and height.
  init(nearest vector: SIMD4<Double>) {
    let whole = vector.rounded(.toNearestOrEven)
    self.init(x: Int(whole.x), y: Int(whole.y), width: Int(whole.z), height: Int(whole.w))
  }
}
