import Randomness

/// Which pictures an epoch of training draws.
package enum Sampling: String, Codable, Sendable, CaseIterable {
  /// Each picture once.
  case shuffled
  /// The same number of each class, together as many as there are pictures, or up to a class' worth
  /// fewer. Of a common class each epoch draws another part; a rare one's pictures come as often as
  /// each other, give or take once.
  case balanced

  /// Pictures an epoch of a data set.
  func count(of data: LabeledPictures) -> Int {
    switch self {
    case .shuffled: data.count
    case .balanced: Self.share(of: data) * Self.occupiedClasses(data)
    }
  }

  /// Positions in a data set, in the order in which they are trained on.
  func order(of data: LabeledPictures, random: inout SplitMix64) -> [Int] {
    guard self == .balanced else { return Array(0..<data.count).shuffled(using: &random) }
    let share = Self.share(of: data)
    var order: [Int] = []
    for label in data.classes.indices {
      let members = data.labels.indices.filter { data.labels[$0] == label }
      guard !members.isEmpty else { continue }
      let end = order.count + share
      while order.count < end {
        order += members.shuffled(using: &random).prefix(end - order.count)
      }
    }
    return order.shuffled(using: &random)
  }

  /// Pictures that each class gives.
  private static func share(of data: LabeledPictures) -> Int {
    max(1, data.count / max(1, occupiedClasses(data)))
  }

  private static func occupiedClasses(_ data: LabeledPictures) -> Int {
    data.counts.count { $0 > 0 }
  }
}
