import FaceDetection
import Imaging

/// A linear congruential generator: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// Cascades that nobody trained, which let a part of all windows through.
enum RandomCascade {
  /// - Parameter largestTree: nodes of the largest tree, 1 for stumps only.
  static func make(
    width: Int, height: Int, stages: Int, trees: Int, largestTree: Int, seed: UInt64,
    tilted: Bool = false
  ) throws -> Cascade {
    var generator = SeededGenerator(state: seed)
    let features = (0..<40).map { number in
      tilted && number % 2 == 0
        ? tiltedFeature(width, height, &generator) : feature(width, height, &generator)
    }
    return try Cascade(
      name: "random", path: "random", windowWidth: width, windowHeight: height,
      features: features,
      stages: (0..<stages).map { _ in
        // Sums are odd or even numbers of inexact tenths: many lie at the threshold itself.
        Cascade.Stage(
          threshold: Float(2 * Int.random(in: -2 ... -1, using: &generator) + trees % 2) * 0.1,
          trees: (0..<trees).map { _ in
            tree(Int.random(in: 1...largestTree, using: &generator), features.count, &generator)
          })
      })
  }

  private static func feature(
    _ width: Int, _ height: Int, _ generator: inout SeededGenerator
  ) -> HaarFeature {
    var area: Float = 1
    return HaarFeature(
      parts: (0..<Int.random(in: 1...3, using: &generator)).map { part in
        let x = Int.random(in: 0..<width, using: &generator)
        let y = Int.random(in: 0..<height, using: &generator)
        let rect = Rect(
          x: x, y: y, width: Int.random(in: 1...(width - x), using: &generator),
          height: Int.random(in: 1...(height - y), using: &generator))
        if part == 0 { area = Float(rect.area) }
        // The second rectangle outweighs the first, so that brightness alone decides little.
        return HaarFeature.Part(rect: rect, weight: [-1, area / Float(rect.area), 0.1][part])
      })
  }

  private static func tiltedFeature(
    _ width: Int, _ height: Int, _ generator: inout SeededGenerator
  ) -> HaarFeature {
    let side = min(width, height)
    var area: Float = 1
    return HaarFeature(
      parts: (0..<Int.random(in: 1...3, using: &generator)).map { part in
        let right = Int.random(in: 1..<side, using: &generator)
        let left = Int.random(in: 1...(side - right), using: &generator)
        let rect = Rect(
          x: Int.random(in: left...(width - right), using: &generator),
          y: Int.random(in: 0...(height - right - left), using: &generator), width: right,
          height: left)
        if part == 0 { area = Float(rect.area) }
        return HaarFeature.Part(rect: rect, weight: [-1, area / Float(rect.area), 0.1][part])
      }, isTilted: true)
  }

  /// Nodes in any order but for the root, each reached once.
  private static func tree(
    _ count: Int, _ features: Int, _ generator: inout SeededGenerator
  ) -> Cascade.Tree {
    var children = [[Int?]](repeating: [nil, nil], count: count)
    var reached = [0]
    for node in (1..<max(count, 1)).shuffled(using: &generator) {
      while true {
        let parent = reached[Int.random(in: 0..<reached.count, using: &generator)]
        let side = Int.random(in: 0...1, using: &generator)
        if children[parent][side] == nil {
          children[parent][side] = node
          break
        }
      }
      reached.append(node)
    }
    var leaf = 0
    func child(_ node: Int, _ side: Int) -> Int {
      if let child = children[node][side] { return child }
      leaf -= 1
      return leaf + 1
    }
    let nodes = (0..<count).map { node in
      Cascade.Node(
        feature: Int.random(in: 0..<features, using: &generator),
        threshold: Float.random(in: -0.4...0.4, using: &generator), left: child(node, 0),
        right: child(node, 1))
    }
    let leaves = (0...count).map { _ in Bool.random(using: &generator) ? Float(0.1) : -0.1 }
    return Cascade.Tree(nodes: nodes, leaves: leaves)
  }
}
