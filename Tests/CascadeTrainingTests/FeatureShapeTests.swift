import CascadeTraining
import FaceDetection
import Testing

@Suite struct FeatureShapeTests {
  @Test func aPictureOfOneLevelGivesNothing() {
    for shape in FeatureShape.all(side: 12) {
      let parts = shape.feature.parts
      let sum = parts.reduce(Float(0)) { $0 + $1.weight * Float($1.rect.area) }
      #expect(sum == 0, "\(shape)")
    }
  }

  @Test func everyFeatureIsThereOnceAndInsideTheWindow() throws {
    let features = FeatureShape.all(side: 24).map(\.feature)
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
    // Edges, lines of three and four cells, centres and checkerboards, counted by hand for a side:
    // the number of ways to lay n cells of any width into 24 pixels is the sum of 25 - n w.
    func ways(_ cells: Int) -> Int { (1...(24 / cells)).reduce(0) { $0 + 25 - cells * $1 } }
    let expected =
      2 * ways(2) * ways(1) + 2 * ways(3) * ways(1) + 2 * ways(4) * ways(1) + ways(3) * ways(3)
      + ways(2) * ways(2)
    #expect(features.count == expected)
  }
}
