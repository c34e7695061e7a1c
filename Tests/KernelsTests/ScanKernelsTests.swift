import Kernels
import Testing

/// The detector's loops of every build against plain ones.
@Suite struct ScanKernelsTests {
  /// A row of windows over sums that nobody made from a picture.
  private struct Row {
    static let stride = 97
    var sums: [Int32]
    var norms: [Float]

    init(windows: Int, seed: UInt64) {
      var random = SplitMix64(seed: seed)
      sums = (0..<(20 * Self.stride + windows + 8)).map { _ in
        Int32.random(in: 0...3_000_000, using: &random)
      }
      norms = (0..<(windows + 8)).map { _ in Float.random(in: 1e-4...1e-2, using: &random) }
    }
  }

  private func randomNode(_ parts: Int, _ random: inout SplitMix64) -> HaarNode {
    func corners() -> SIMD4<Int32> {
      SIMD4(
        (0..<4).map { _ in
          Int32.random(in: 0..<20, using: &random) * Int32(Row.stride - 24)
            + Int32.random(in: 0..<24, using: &random)
        })
    }
    var (first, second) = (corners(), corners())
    if parts == 1 { (second[2], second[3]) = (first[2], first[3]) }
    first[0] &+= 1
    return HaarNode(
      corners: (first, second, corners()),
      weights: (-1, 2.25, parts == 3 ? 0.3 : 0), threshold: random.nextFloat(),
      left: (random.nextFloat(), -1), right: (random.nextFloat(), -1))
  }

  private func feature(_ node: HaarNode, _ sums: [Int32], at place: Int) -> Float {
    func rectangle(_ corners: (Int32, Int32, Int32, Int32)) -> Float {
      func sum(_ offset: Int32) -> Int { Int(sums[place + Int(offset)]) }
      return Float(sum(corners.0) - sum(corners.1) - sum(corners.2) + sum(corners.3))
    }
    let pair = node.weight0 * rectangle(node.corners0) + node.weight1 * rectangle(node.corners1)
    return node.weight2 == 0 ? pair : pair + node.weight2 * rectangle(node.corners2)
  }

  /// The leaf a window reaches in a tree.
  private func leaf(_ tree: ArraySlice<HaarNode>, _ row: Row, at place: Int) -> Float {
    var node = tree[tree.startIndex]
    while true {
      let isLeft = feature(node, row.sums, at: place) * row.norms[place] < node.threshold
      let next = isLeft ? node.left_node : node.right_node
      if next < 0 { return isLeft ? node.left_value : node.right_value }
      node = tree[tree.startIndex + Int(next)]
    }
  }

  @Test(arguments: [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (3, 5, 2)], [0, 1, 3, 4, 5, 11])
  func stumpsAreSummedUpInTheirOrder(_ counts: (Int, Int, Int), groups: Int) {
    var random = SplitMix64(seed: UInt64(groups))
    let row = Row(windows: 100, seed: 1)
    let stumps = [(counts.0, 1), (counts.1, 2), (counts.2, 3)].flatMap { count, parts in
      (0..<count).map { _ in randomNode(parts, &random) }
    }
    let starts = (0..<groups).map { _ in Int32.random(in: 0...92, using: &random) }
    let wanted = starts.flatMap { start in
      (0..<8).map { lane in
        stumps.indices.reduce(Float(0)) {
          $0 + leaf(stumps[$1...$1], row, at: Int(start) + lane)
        }
      }
    }
    for kernels in ScanKernels.supported {
      var sums = [Float](repeating: .nan, count: 8 * groups)
      kernels.stumpSums(
        stumps + [randomNode(1, &random)], counts.0, counts.1, counts.2, row.sums, row.norms,
        starts + [0], groups, &sums)
      #expect(sums == wanted, "\(kernels.name)")
    }
  }

  @Test(arguments: [[1], [2], [2, 1, 2], [5], [3, 7, 1, 4]], [0, 1, 6])
  func treesAreSummedUpInTheirOrder(_ sizes: [Int], groups: Int) {
    var random = SplitMix64(seed: UInt64(groups + 50))
    let row = Row(windows: 100, seed: 2)
    var nodes: [HaarNode] = []
    for size in sizes {
      var tree = (0..<size).map { _ in randomNode(Int.random(in: 1...3, using: &random), &random) }
      for place in 1..<max(size, 1) {
        // One side of a node before it that is a leaf still.
        let free = (0..<place).flatMap { parent in [(parent, true), (parent, false)] }.filter {
          ($1 ? tree[$0].left_node : tree[$0].right_node) < 0
        }
        let (parent, isLeft) = free[Int.random(in: 0..<free.count, using: &random)]
        if isLeft { tree[parent].left_node = Int32(place) }
        if !isLeft { tree[parent].right_node = Int32(place) }
      }
      nodes += tree
    }
    let starts = (0..<groups).map { _ in Int32.random(in: 0...92, using: &random) }
    let wanted = starts.flatMap { start in
      (0..<8).map { lane in
        var (sum, first) = (Float(0), 0)
        for size in sizes {
          sum += leaf(nodes[first..<(first + size)], row, at: Int(start) + lane)
          first += size
        }
        return sum
      }
    }
    for kernels in ScanKernels.supported {
      var sums = [Float](repeating: .nan, count: 8 * groups)
      var scratch = [Float](repeating: .nan, count: 8 * 7)
      kernels.treeSums(
        nodes, sizes.map { Int32($0) }, sizes.count, row.sums, row.norms, starts + [0], groups,
        &scratch, &sums)
      #expect(sums == wanted, "\(kernels.name)")
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 61])
  func normsAreTakenFromSumsAndSquares(windows: Int) {
    var random = SplitMix64(seed: UInt64(windows))
    // Sums of 22x22 levels, from even ones to noise.
    let count = windows + 8
    let corners = (Int32(0), Int32(count), 2 * Int32(count), 3 * Int32(count))
    var sums = [Int32](repeating: 7, count: 4 * count)
    var squares = [Int32](repeating: -9, count: 4 * count)
    var wanted = [Float](repeating: 0, count: windows)
    for place in 0..<windows {
      let range = place % 3 == 0 ? 100...100 : place % 3 == 1 ? 90...119 : 0...255
      let levels = (0..<484).map { _ in Int.random(in: range, using: &random) }
      let (sum, square) = (levels.reduce(0, +), levels.reduce(0) { $0 + $1 * $1 })
      sums[3 * count + place] &+= Int32(sum)
      squares[3 * count + place] &+= Int32(square)
      let spread = 484 * Double(square) - Double(sum) * Double(sum)
      let norm = spread > 0 ? Float(1 / spread.squareRoot()) : 1
      wanted[place] = 484 * Double(norm) < 0.1 ? norm : 0
    }
    for kernels in ScanKernels.supported {
      var norms = [Float](repeating: .nan, count: count)
      var candidates = [Int32](repeating: -1, count: windows + 1)
      let kept = kernels.norms(sums, squares, corners, 484, windows, &norms, &candidates)
      #expect(Array(norms[..<windows]) == wanted, "\(kernels.name)")
      #expect(
        candidates[..<kept].map { Int($0) } == wanted.indices.filter { wanted[$0] != 0 },
        "\(kernels.name)")
    }
  }

  @Test(arguments: [(2, 1), (3, 2), (7, 5), (41, 8), (67, 61), (200, 97)])
  func rowsAreShrunkWithoutRoundingInBetween(_ size: (width: Int, count: Int)) {
    var random = SplitMix64(seed: UInt64(size.width))
    let rows = (0..<2).map { _ in
      (0..<size.width).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    let lefts = (0..<size.count).map { _ in
      Int32.random(in: 0...Int32(size.width - 2), using: &random)
    }.sorted()
    let fractions = (0..<size.count).map {
      $0 == 0 ? 256 : Int32.random(in: 0...256, using: &random)
    }
    for down in [0, 77, 256] {
      let wanted = (0..<size.count).map { x in
        func line(_ row: Int) -> Int {
          let place = Int(lefts[x])
          let across = Int(fractions[x])
          return (256 - across) * Int(rows[row][place]) + across * Int(rows[row][place + 1])
        }
        return UInt8(((256 - down) * line(0) + down * line(1) + 0x8000) >> 16)
      }
      for kernels in ScanKernels.supported {
        var line = [UInt16](repeating: 0, count: size.width)
        var levels = [UInt8](repeating: 0, count: size.count)
        kernels.linearRows(rows[0], rows[1], down, size.width, &line)
        kernels.linearColumns(line, lefts, fractions, size.count, &levels)
        #expect(levels == wanted, "\(kernels.name), \(down)")
      }
    }
  }
}
