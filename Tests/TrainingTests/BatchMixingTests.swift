import Foundation
import Imaging
import Kernels
import Pictures
import Testing
import Training

/// What mixed batches look like, through the loader that makes them.
@Suite struct BatchMixingTests {
  private let data: LabeledPictures

  /// Each picture is of one level, and no two of the same.
  init() throws {
    let folder = try TemporaryFolder()
    for number in 0..<30 {
      let path = "\(folder.path)/\("abc".map(String.init)[number % 3])"
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
      try Picture.write(
        GrayImage(
          width: 48, height: 48, pixels: [UInt8](repeating: UInt8(8 * number), count: 2304)),
        to: "\(path)/\(number).png")
    }
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
      let (a, b) = (pixels(batch.plain, 0)[0], pixels(batch.plain, 6)[0])
      let kept = (pixels(batch.mixed, 0)[0] - b) / (a - b)
      for value in pixels(batch.mixed, 0) {
        #expect(abs(value - (kept * a + (1 - kept) * b)) < 0.01)
      }
      for value in pixels(batch.mixed, 6) {
        #expect(abs(value - (kept * b + (1 - kept) * a)) < 0.01)
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
      let (a, b) = (pixels(batch.plain, 0)[0], pixels(batch.plain, 6)[0])
      let mixed = pixels(batch.mixed, 0)
      let exchanged = mixed.indices.filter { mixed[$0] == b }
      #expect(mixed.filter { $0 == a }.count + exchanged.count == mixed.count)
      let (rows, columns) = (Set(exchanged.map { $0 / 48 }), Set(exchanged.map { $0 % 48 }))
      #expect(exchanged.count == rows.count * columns.count)
      #expect(pixels(batch.mixed, 6) == mixed.map { $0 == a ? b : a })
      let taken = Float(exchanged.count) / Float(mixed.count)
      checkTargets(batch.targets, batch.labels, kept: 1 - taken)
      shares.append(taken)
    }
    #expect(shares.min()! < 0.2 && shares.max()! > 0.4)
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
