import Imaging
import Randomness

extension LabeledPictures {
  /// Pictures of noise with labels in turn, for measuring speed.
  ///
  /// - Parameters:
  ///   - classes: how many, named "class1" and so on.
  ///   - side: width and height in pixels.
  package static func noise(
    count: Int, classes: Int, side: Int, seed: UInt64
  ) -> LabeledPictures {
    var random = SplitMix64(seed: seed)
    return LabeledPictures(
      classes: (1...classes).map { "class\($0)" }, crop: FaceCrop(width: side, height: side),
      labels: (0..<count).map { $0 % classes }, names: (0..<count).map { "noise \($0)" },
      unreadable: [],
      levels: (0..<(count * side * side)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }
}
