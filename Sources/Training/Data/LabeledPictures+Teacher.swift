import Kernels

extension LabeledPictures {
  /// How many pictures the teacher is shown at once.
  private static let batchSize = 64

  /// The pictures with targets that are partly what a teacher says of each and of its mirror image:
  /// `(1 - share) * target + share * mean`.
  ///
  /// Labels stay as they are.
  ///
  /// - Parameters:
  ///   - teacher: of the same classes.
  ///   - share: 0...1.
  /// - Throws: the engine's errors.
  package func withTargets(from teacher: Teacher, share: Float) throws -> LabeledPictures {
    precondition((0...1).contains(share), "\(share)")
    var result = self
    let storage = FloatBuffer()
    for first in stride(from: 0, to: count, by: Self.batchSize) {
      let pictures = first..<min(first + Self.batchSize, count)
      let input = withMirrorImages(of: pictures, storage: storage)
      let lessons = try teacher.probabilities(of: input)
      for (position, picture) in pictures.enumerated() {
        let (plain, mirrored) = (lessons[2 * position], lessons[2 * position + 1])
        result.targets[picture] = targets[picture].indices.map { index in
          (1 - share) * targets[picture][index] + share * (plain[index] + mirrored[index]) / 2
        }
      }
    }
    return result
  }

  /// Each picture followed by its mirror image, [2 pictures, height, width, 1] of gray levels.
  private func withMirrorImages(of pictures: Range<Int>, storage: FloatBuffer) -> FeatureMap {
    let input = FeatureMap(
      FeatureShape(channels: 1, height: height, width: width), batch: 2 * pictures.count,
      storage: storage)
    for (position, picture) in pictures.enumerated() {
      withLevels(of: picture) { levels in
        let (plain, mirrored) = (input.picture(2 * position), input.picture(2 * position + 1))
        for (index, level) in levels.enumerated() {
          plain[index] = Float(level)
          mirrored[index + width - 1 - 2 * (index % width)] = Float(level)
        }
      }
    }
    return input
  }
}
