/// A value that is known before any picture: a constant of the model, or what follows from
/// constants and shapes alone.
enum KnownValue: Sendable, Equatable {
  case floats(Tensor)
  case sizes(SizeTensor)

  var shape: [Int] {
    switch self {
    case .floats(let tensor): tensor.shape
    case .sizes(let tensor): tensor.shape
    }
  }

  /// Number of values.
  var count: Int {
    switch self {
    case .floats(let tensor): tensor.values.count
    case .sizes(let tensor): tensor.values.count
    }
  }

  /// The same values in another shape of as many.
  func reshaped(to shape: [Int]) -> KnownValue {
    switch self {
    case .floats(let tensor): .floats(Tensor(shape: shape, values: tensor.values))
    case .sizes(let tensor): .sizes(SizeTensor(shape: shape, values: tensor.values))
    }
  }

  /// The values where an arrangement puts them.
  ///
  /// - Parameter fill: what stands where the arrangement has no source.
  func arranged(by arrangement: Arrangement, fill: Float = 0) -> KnownValue {
    switch self {
    case .floats(let tensor):
      .floats(
        Tensor(
          shape: arrangement.shape,
          values: arrangement.sources.map { $0 < 0 ? fill : tensor.values[Int($0)] }))
    case .sizes(let tensor):
      .sizes(
        SizeTensor(
          shape: arrangement.shape,
          values: arrangement.sources.map { $0 < 0 ? .number(0) : tensor.values[Int($0)] }))
    }
  }
}
