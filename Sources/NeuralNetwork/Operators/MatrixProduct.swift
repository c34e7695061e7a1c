import Kernels

/// An operation with weights whose results can be finished while they are in the cache.
protocol MatrixProduct: Operation {
  /// What is done to the product.
  var epilogue: Epilogue { get set }

  /// The same operation with weights and bias such that each channel of its product comes out
  /// multiplied by a scale, with a shift added.
  ///
  /// - Parameters:
  ///   - scales: one for each channel; `shifts` likewise.
  func scaled(by scales: [Float], shifts: [Float]) -> Self
}

extension MatrixProduct {
  /// This operation followed by `next` in one; nil where they cannot be joined.
  func joined(with next: any Operation) -> (any Operation)? {
    guard outputShape == next.outputShape else { return nil }
    if let activation = next as? Activation { return joined(with: activation.function) }
    guard let affine = next as? ScaleAndShift, epilogue.scales.isEmpty else { return nil }
    let channels = outputShape[0]
    guard [1, channels].contains(affine.scales.count) else { return nil }
    let isOne = affine.scales.count == 1
    let scales = isOne ? Array(repeating: affine.scales[0], count: channels) : affine.scales
    let shifts = isOne ? Array(repeating: affine.shifts[0], count: channels) : affine.shifts
    guard epilogue.isRectified else { return scaled(by: scales, shifts: shifts) }
    var result = self
    (result.epilogue.scales, result.epilogue.shifts) = (scales, shifts)
    return result
  }

  private func joined(with function: Activation.Function) -> (any Operation)? {
    switch function {
    case .identity: return self
    case .relu where epilogue.scales.isEmpty:
      var result = self
      result.epilogue.isRectified = true
      return result
    default: return nil
    }
  }
}

extension FloatBuffer {
  /// A copy of a [rows, columns] matrix with each row multiplied by its factor.
  func rowsScaled(by factors: [Float]) -> FloatBuffer {
    let columns = count / max(factors.count, 1)
    let result = FloatBuffer(values)
    // SAFETY: row * columns + column stays below factors.count * columns, at most `count`.
    for (row, factor) in factors.enumerated() {
      for column in 0..<columns { result.pointer[row * columns + column] *= factor }
    }
    return result
  }
}
