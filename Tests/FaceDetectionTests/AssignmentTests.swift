import FaceDetection
import Testing

@Suite struct AssignmentTests {
  @Test func theBestTotalWinsOverTheBestPair() {
    #expect(Assignment.best([[0.9, 0.8], [0.8, 0.1]]) == [1, 0])
  }

  @Test func pairsOfNoWorthAreNotMade() {
    #expect(Assignment.best([[0, 0.5], [0, 0]]) == [1, nil])
    #expect(Assignment.best([]) == [])
    #expect(Assignment.best([[], []]) == [nil, nil])
  }

  @Test func noOtherPairingIsWorthMore() {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<300 {
      let rows = Int.random(in: 1...4, using: &generator)
      let columns = Int.random(in: 1...4, using: &generator)
      let worth = (0..<rows).map { _ in
        (0..<columns).map { _ in max(0, Double.random(in: -0.5...1, using: &generator)) }
      }
      let result = Assignment.best(worth)
      let used = result.compactMap { $0 }
      #expect(Set(used).count == used.count)
      let total = result.enumerated().reduce(0) { sum, pair in
        sum + (pair.element.map { worth[pair.offset][$0] } ?? 0)
      }
      #expect(abs(total - greatest(worth, row: 0, free: Set(0..<columns))) < 1e-9, "\(worth)")
    }
  }

  /// The greatest total by trying everything.
  private func greatest(_ worth: [[Double]], row: Int, free: Set<Int>) -> Double {
    guard row < worth.count else { return 0 }
    let alone = greatest(worth, row: row + 1, free: free)
    return free.map {
      worth[row][$0] + greatest(worth, row: row + 1, free: free.subtracting([$0]))
    }.reduce(alone, max)
  }
}
