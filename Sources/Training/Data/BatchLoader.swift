import Kernels
import Randomness

/// Fills batches from a data set: shuffled and augmented for training, in order for evaluation.
///
/// What a batch holds depends on seed, epoch and position alone, not on threads or history.
package struct BatchLoader: Sendable {
  package let data: LabeledPictures
  package let batchSize: Int
  private let augmentation: Augmentation
  private let mixing: BatchMixing
  private let sampling: Sampling
  private let seed: UInt64
  private let threads: Int
  /// Pictures an epoch.
  package let pictureCount: Int

  package init(
    _ data: LabeledPictures, batchSize: Int, augmentation: Augmentation = .none,
    mixing: BatchMixing = BatchMixing(), sampling: Sampling = .shuffled, seed: UInt64 = 0,
    threads: Int
  ) {
    self.data = data
    self.batchSize = batchSize
    self.augmentation = augmentation
    self.mixing = mixing
    self.sampling = sampling
    pictureCount = sampling.count(of: data)
    self.seed = seed
    self.threads = threads
  }

  /// Batches an epoch; the last one may be smaller.
  package var batchCount: Int { (pictureCount + batchSize - 1) / batchSize }

  /// The order of pictures in an epoch of training.
  package func shuffledOrder(epoch: Int) -> [Int] {
    var random = SplitMix64(seed: seed, stream: 2, UInt64(epoch))
    return sampling.order(of: data, random: &random)
  }

  /// The range of positions that a batch takes of the order.
  private func positions(_ batch: Int) -> Range<Int> {
    (batch * batchSize)..<min((batch + 1) * batchSize, pictureCount)
  }

  /// A batch of training: [batch, height, width, 1] of gray levels 0-255, with each picture's share
  /// of each class.
  package func trainingBatch(
    _ batch: Int, order: [Int], epoch: Int, storage: FloatBuffer
  ) -> (input: FeatureMap, targets: [[Float]]) {
    let first = batch * batchSize
    let pictures = Array(order[positions(batch)])
    let (data, augmentation, sampling, seed) = (data, augmentation, sampling, seed)
    let input = FeatureMap(
      FeatureShape(channels: 1, height: data.height, width: data.width), batch: pictures.count,
      storage: storage)
    parallelFor(pictures.count, threads: threads) { position in
      let picture = pictures[position]
      // A picture that is drawn twice is not changed alike twice.
      var random =
        sampling == .shuffled
        ? SplitMix64(seed: seed, stream: 3, UInt64(epoch), UInt64(picture))
        : SplitMix64(seed: seed, stream: 5, UInt64(epoch), UInt64(first + position))
      data.withLevels(of: picture) { levels in
        augmentation.apply(
          to: levels, width: data.width, height: data.height,
          into: input.pointer + position * levels.count, random: &random)
      }
    }
    var targets = pictures.map { data.targets[$0] }
    var random = SplitMix64(seed: seed, stream: 4, UInt64(epoch), UInt64(batch))
    mixing.apply(to: input, targets: &targets, random: &random)
    return (input, targets)
  }

  /// A batch as it is, in the data set's order.
  package func evaluationBatch(
    _ batch: Int, storage: FloatBuffer
  ) -> (input: FeatureMap, labels: [Int]) {
    let range = positions(batch)
    let input = FeatureMap(
      FeatureShape(channels: 1, height: data.height, width: data.width), batch: range.count,
      storage: storage)
    for (position, picture) in range.enumerated() {
      data.withLevels(of: picture) { levels in
        for (index, level) in levels.enumerated() {
          input.pointer[position * levels.count + index] = Float(level)
        }
      }
    }
    return (input, range.map { data.labels[$0] })
  }
}
