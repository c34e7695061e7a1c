import Imaging
import Randomness

extension LabeledPictures {
  /// Two parts without a common picture; each class is split by the same share.
  ///
  /// - Parameters:
  ///   - share: of each class' pictures that goes to `second`, at least one of each.
  ///   - seed: which ones; the same seed gives the same parts.
  package func split(
    share: Double, seed: UInt64
  ) -> (first: LabeledPictures, second: LabeledPictures) {
    var random = SplitMix64(seed: seed, stream: 4)
    var chosen = Set<Int>()
    for label in classes.indices {
      let members = labels.indices.filter { labels[$0] == label }.shuffled(using: &random)
      chosen.formUnion(members.prefix(max(1, Int(Double(members.count) * share))))
    }
    return (
      subset(labels.indices.filter { !chosen.contains($0) }), subset(chosen.sorted())
    )
  }

  /// The pictures at some positions, in that order.
  package func subset(_ positions: [Int]) -> LabeledPictures {
    var levels: [UInt8] = []
    levels.reserveCapacity(positions.count * width * height)
    for position in positions { withLevels(of: position) { levels += $0 } }
    return LabeledPictures(
      classes: classes, crop: FaceCrop(width: width, height: height),
      labels: positions.map { labels[$0] }, names: positions.map { names[$0] },
      unreadable: unreadable, levels: levels, targets: positions.map { targets[$0] })
  }
}
