import CascadeTraining
import FaceDetection
import Testing

@Suite struct FeatureShapeTests {
  @Test func aPictureOfOneLevelGivesNothing() {
    for shape in FeatureShape.all(side: 12, .all) {
      // Tilted rectangles cover twice their sides' product, all of them.
      let parts = shape.feature.parts
      let sum = parts.reduce(Float(0)) { $0 + $1.weight * Float($1.rect.area) }
      #expect(sum == 0, "\(shape)")
    }
  }

  @Test(arguments: FeatureSet.allCases)
  func everyFeatureIsThereOnceAndInsideTheWindow(_ set: FeatureSet) throws {
    let features = FeatureShape.all(side: 24, set).map(\.feature)
    let window = Cascade.Stage(
      threshold: 0,
      trees: [
        Cascade.Tree(nodes: [.init(feature: 0, threshold: 0, left: 0, right: -1)], leaves: [1, -1])
      ])
    // A cascade checks its features when it is made.
    _ = try Cascade(
      name: "all", path: "all", windowWidth: 24, windowHeight: 24, features: features,
      stages: [window])
    #expect(Set(features.map { "\($0)" }).count == features.count)
    // Counted by hand for a side: the number of ways to lay n cells of any width into 24 pixels is
    // the sum of 25 - n w.
    func ways(_ cells: Int) -> Int { (1...(24 / cells)).reduce(0) { $0 + 25 - cells * $1 } }
    let basic = 2 * ways(2) * ways(1) + 2 * ways(3) * ways(1) + ways(2) * ways(2)
    let upright = basic + 2 * ways(4) * ways(1) + ways(3) * ways(3)
    let expected = [
      FeatureSet.basic: basic, .upright: upright,
      .all: upright + 2 * [2, 3, 4].reduce(0) { $0 + tiltedWays($1) },
    ]
    #expect(features.count == expected[set])
  }

  /// Of n cells in a row and any tilted frame, whose sides add up to its width and its height.
  private func tiltedWays(_ cells: Int) -> Int {
    var ways = 0
    for long in stride(from: cells, through: 24, by: cells) {
      for short in 1...24 where long + short <= 24 {
        ways += (25 - long - short) * (25 - long - short)
      }
    }
    return ways
  }

  @Test func whereItIsBrighterToTheRightATiltedEdgeTells() throws {
    // Its second column lies to the right of the first and below, its second row to the left.
    var levels = [UInt8](repeating: 20, count: 24 * 24)
    for y in 0..<24 { for x in 12..<24 { levels[y * 24 + x] = 220 } }
    let window = try #require(TrainingWindow(levels: levels, side: 24))
    let signs = FeatureShape.all(side: 24, .all).map(\.feature).filter { feature in
      let (whole, cell) = (feature.parts[0].rect, feature.parts[1].rect)
      return feature.isTilted && feature.parts[1].weight == 2 && whole.width == 2 * cell.width
        && cell.x == whole.x + cell.width && whole.height == cell.height && whole.x == 12
    }.map { window.value(of: $0, side: 24) }
    #expect(signs.count > 100)
    #expect(signs.allSatisfy { $0 > 0 })
  }
}
