/// Where each value of a result comes from: the common form of the operators that only move
/// values, such as Transpose, Slice, Gather and Pad.
struct Arrangement: Sendable, Equatable {
  /// Sizes of the result.
  let shape: [Int]
  /// For each value of the result the place of its source; -1 where it has none, as in padding.
  let sources: [Int32]

  /// - Parameters:
  ///   - source: sizes of what values are taken from, at most ``NodeContext/maximumCount`` values.
  ///   - order: for each dimension of the result its dimension of the source.
  ///   - picks: for each dimension of the source the places taken from it, -1 for none; nil for
  ///     all.
  /// - Precondition: the result has at most ``NodeContext/maximumCount`` values.
  init(of source: [Int], order: [Int]? = nil, picks: [Int: [Int]]) {
    let order = order ?? Array(source.indices)
    precondition(order.sorted() == Array(source.indices), "\(order) of \(source)")
    var sources: [Int32] = [0]
    var shape: [Int] = []
    for axis in order {
      let stride = Int32(source[(axis + 1)...].reduce(1, *))
      let places = picks[axis]
      precondition(
        places?.allSatisfy { $0 >= -1 && $0 < source[axis] } ?? true, "places of \(source)")
      let count = places?.count ?? source[axis]
      shape.append(count)
      // Tables of the largest results take hundreds of megabytes: no copies on the way.
      var next: [Int32] = []
      next.reserveCapacity(sources.count * count)
      for base in sources {
        for index in 0..<count {
          let place = places?[index] ?? index
          next.append(base < 0 || place < 0 ? -1 : base + Int32(place) * stride)
        }
      }
      sources = next
    }
    self.init(shape: shape, sources: sources)
  }

  private init(shape: [Int], sources: [Int32]) {
    precondition(shape.reduce(1, *) == sources.count, "\(sources.count) values for \(shape)")
    self.shape = shape
    self.sources = sources
  }

  /// The same values in another shape of as many.
  func reshaped(to shape: [Int]) -> Arrangement { Arrangement(shape: shape, sources: sources) }

  /// Greatest length of runs into which the result can be cut so that each run's sources follow
  /// one another, or are all missing.
  var runLength: Int {
    var length = sources.count
    for index in sources.indices.dropFirst() {
      let (before, source) = (sources[index - 1], sources[index])
      if before < 0 ? source >= 0 : source != before + 1 {
        length = Self.greatestCommonDivisor(length, index)
      }
    }
    return length
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
