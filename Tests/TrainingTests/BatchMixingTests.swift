import Foundation
import Kernels
import Testing
import Training

/// What mixed batches look like, through the loader that makes them.
@Suite struct BatchMixingTests {
  private let data: LabeledPictures

  init() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["a", "b", "c"], count: 10)
    data = try LabeledPictures.load(folder.path, threads: 1)
  }

  private func batches(
    _ mixing: BatchMixing, count: Int
  ) -> [(plain: FeatureMap, mixed: FeatureMap, labels: [Int], targets: [[Float]])] {
    let loaders = [BatchMixing(), mixing].map {
      BatchLoader(data, batchSize: 7, mixing: $0, seed: 3, threads: 1)
    }
    return (0..<count).map { epoch in
      let order = loaders[0].shuffledOrder(epoch: epoch)
      let results = loaders.map {
        $0.trainingBatch(1, order: order, epoch: epoch, storage: FloatBuffer())
      }
      let labels = results[0].targets.map { $0.firstIndex(of: 1) ?? -1 }
      return (results[0].input, results[1].input, labels, results[1].targets)
    }
  }

  private func pixels(_ map: FeatureMap, _ picture: Int) -> [Float] {
    (0..<map.shape.count).map { map.picture(picture)[$0] }
  }

  /// Checks the targets, given each batch's share of a picture itself.
  private func checkTargets(_ targets: [[Float]], _ labels: [Int], kept: Float) {
    for (index, target) in targets.enumerated() {
      var wanted: [Float] = [0, 0, 0]
      wanted[labels[index]] += kept
      wanted[labels[labels.count - 1 - index]] += 1 - kept
      #expect(zip(target, wanted).allSatisfy { abs($0 - $1) < 1e-4 }, "\(target), not \(wanted)")
    }
  }

  @Test func mixupBlendsPicturesAsItDoesTargets() {
    var mixing = BatchMixing()
    mixing.mixup = 0.4
    var shares: [Float] = []
    for batch in batches(mixing, count: 30) {
      let (a, b) = (pixels(batch.plain, 0), pixels(batch.plain, 6))
      // Pictures of two classes can be the same.
      if a == b { continue }
      let place = zip(a, b).enumerated().max { abs($0.1.0 - $0.1.1) < abs($1.1.0 - $1.1.1) }!.0
      let mixed = pixels(batch.mixed, 0)
      let kept = (mixed[place] - b[place]) / (a[place] - b[place])
      for (index, value) in mixed.enumerated() {
        #expect(abs(value - (kept * a[index] + (1 - kept) * b[index])) < 0.01)
      }
      #expect(pixels(batch.mixed, 3) == pixels(batch.plain, 3))
      checkTargets(batch.targets, batch.labels, kept: kept)
      shares.append(kept)
    }
    #expect(shares.min()! < 0.2 && shares.max()! > 0.8)
  }

  @Test func cutMixExchangesARectangleOfTheShareItTakes() {
    var mixing = BatchMixing()
    mixing.cutmix = 1
    var shares: [Float] = []
    for batch in batches(mixing, count: 30) {
      let pictures = [0, 6].map { pixels(batch.plain, $0) }
      let mixed = [0, 6].map { pixels(batch.mixed, $0) }
      let different = pictures[0].indices.filter { pictures[0][$0] != pictures[1][$0] }
      let exchanged = different.filter { mixed[0][$0] != pictures[0][$0] }
      for index in different {
        let isExchanged = mixed[0][index] == pictures[1][index]
        #expect(mixed[0][index] == pictures[isExchanged ? 1 : 0][index])
        #expect(mixed[1][index] == pictures[isExchanged ? 0 : 1][index])
      }
      let kept = batch.targets[3].reduce(0, +)
      #expect(abs(kept - 1) < 1e-5)
      let share = Float(exchanged.count) / Float(different.count)
      if batch.labels[0] != batch.labels[6] {
        let taken = batch.targets[0][batch.labels[6]]
        // Where pictures of two classes differ is not even over the area.
        #expect((taken == 0) == exchanged.isEmpty || abs(taken - share) < 0.2)
        checkTargets(batch.targets, batch.labels, kept: 1 - taken)
        shares.append(taken)
      }
    }
    #expect(shares.min()! < 0.2 && shares.max()! > 0.5)
  }

  @Test func withBothEachBatchTakesOne() {
    var mixing = BatchMixing()
    (mixing.mixup, mixing.cutmix) = (1, 1)
    let blended = batches(mixing, count: 40).filter { batch in
      let (mixed, a, b) = (
        pixels(batch.mixed, 0), pixels(batch.plain, 0), pixels(batch.plain, 6)
      )
      return mixed.indices.contains { mixed[$0] != a[$0] && mixed[$0] != b[$0] }
    }
    #expect((8...32).contains(blended.count))
  }
}
