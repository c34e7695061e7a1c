/// A line of events, or of `image --json`, as far as the tests look at it.
struct LiveEvent: Decodable {
  struct Box: Decodable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
  }

  struct Face: Decodable {
    let box: Box
    let detected: Bool
    let probabilities: [String: Double]

    /// Whether it is the same face in the same place: the centres lie within a quarter of its
    /// width.
    func isAt(_ other: Face) -> Bool {
      let x = 2 * box.x + box.width - 2 * other.box.x - other.box.width
      let y = 2 * box.y + box.height - 2 * other.box.y - other.box.height
      return max(abs(x), abs(y)) * 2 <= other.box.width
    }

    /// The greatest difference of a class's probability.
    func difference(to other: Face) -> Double {
      Set(probabilities.keys).union(other.probabilities.keys)
        .map { abs((probabilities[$0] ?? .infinity) - (other.probabilities[$0] ?? 0)) }.max() ?? 0
    }
  }

  let frame: Int
  /// Seconds since the first frame.
  let time: Double
  let sequence: Int?
  let width: Int
  let height: Int
  let faces: [Face]
}
