import Kernels
import Testing
import Training

@Suite struct SamplingTests {
  private let data: LabeledPictures

  init() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["common", "rare", "usual"], count: 20)
    // 20 common, 2 rare, 8 usual ones: 10 of each are drawn.
    data = try LabeledPictures.load(folder.path, threads: 1).subset(
      Array(0..<20) + [20, 21] + Array(40..<48))
  }

  private var loader: BatchLoader {
    BatchLoader(
      data, batchSize: 8, augmentation: Augmentation(), sampling: .balanced, seed: 3, threads: 1)
  }

  @Test func anEpochHasAsManyOfEachClass() {
    #expect((loader.pictureCount, loader.batchCount) == (30, 4))
    var common = Set<Int>()
    for epoch in 0..<10 {
      let order = loader.shuffledOrder(epoch: epoch)
      #expect(order.count == 30)
      let counts = (0..<data.count).map { picture in order.count { $0 == picture } }
      #expect(counts[0..<20].reduce(0, +) == 10 && counts[0..<20].max() == 1)
      #expect(counts[20..<22] == [5, 5])
      #expect(counts[22...].reduce(0, +) == 10 && counts[22...].allSatisfy { (1...2).contains($0) })
      common.formUnion(order.filter { $0 < 20 })
    }
    #expect(common.count == 20)
  }

  @Test func theOrderGoesByEpochAndSeed() {
    #expect(loader.shuffledOrder(epoch: 2) == loader.shuffledOrder(epoch: 2))
    #expect(loader.shuffledOrder(epoch: 2) != loader.shuffledOrder(epoch: 3))
    // Classes do not come one after the other.
    #expect(Set(loader.shuffledOrder(epoch: 0).prefix(10).map { data.labels[$0] }).count > 1)
  }

  @Test func aPictureThatIsDrawnTwiceIsChangedTwice() {
    let order = [20, 20, 21, 20]
    let batch = loader.trainingBatch(
      0, order: order + Array(0..<26), epoch: 0, storage: FloatBuffer())
    let pictures = (0..<4).map { position in
      (0..<2304).map { batch.input.picture(position)[$0] }
    }
    #expect(pictures[0] != pictures[1] && pictures[1] != pictures[3])
    #expect(batch.targets[0] == [0, 1, 0])
  }

  @Test func withoutItEachPictureComesOnce() {
    let plain = BatchLoader(data, batchSize: 8, seed: 3, threads: 1)
    #expect(plain.pictureCount == data.count)
    #expect(plain.shuffledOrder(epoch: 1).sorted() == Array(0..<data.count))
  }
}
