import Imaging

/// Joins windows over the same face, as OpenCV's `groupRectangles` does with eps 0.2.
package enum DetectionGrouping {
  /// How far two windows' edges may be apart, as a part of their sides.
  package static let tolerance = 0.2

  /// The groups of more than `minNeighbors` windows, each as its mean box; without those inside
  /// another with clearly more windows. In no particular order.
  ///
  /// - Parameter windows: not clipped to the picture, in an order that repeats, since scores are
  ///   added in it.
  package static func groups(of windows: [Detection], minNeighbors: Int) -> [Detection] {
    let faces = means(of: windows).filter { $0.neighbors > minNeighbors }
    return faces.enumerated().filter { index, face in
      !faces.enumerated().contains { $0 != index && swallows($1, face) }
    }.map(\.element)
  }

  /// One detection for each set of windows that are similar by way of any others.
  private static func means(of windows: [Detection]) -> [Detection] {
    var groups: [Detection] = []
    var weighted: [SIMD4<Double>] = []
    var groupOfRoot: [Int: Int] = [:]
    for (window, root) in zip(windows, roots(of: windows.map(\.box))) {
      if let group = groupOfRoot[root] {
        groups[group].box.x += window.box.x
        groups[group].box.y += window.box.y
        groups[group].box.width += window.box.width
        groups[group].box.height += window.box.height
        groups[group].neighbors += 1
        groups[group].score += window.score
        weighted[group] += window.score * window.box.vector
      } else {
        groupOfRoot[root] = groups.count
        groups.append(Detection(box: window.box, neighbors: 1, score: window.score))
        weighted.append(window.score * window.box.vector)
      }
    }
    for index in groups.indices {
      let box = groups[index].box
      let share = 1 / Float(groups[index].neighbors)
      groups[index].box = Rect(
        x: roundedToEven(Float(box.x) * share), y: roundedToEven(Float(box.y) * share),
        width: roundedToEven(Float(box.width) * share),
        height: roundedToEven(Float(box.height) * share))
      // Windows that passed by nothing have no weight, not even together.
      groups[index].centroid =
        groups[index].score > 0
        ? Rect(nearest: weighted[index] / groups[index].score) : groups[index].box
    }
    return groups
  }

  /// For each box the index of the box that stands for its set of connected boxes.
  private static func roots(of boxes: [Rect]) -> [Int] {
    var parents = Array(boxes.indices)
    // Ordered by left edge, only boxes up to the tolerance to the right can be similar.
    let order = boxes.indices.sorted { (boxes[$0].x, $0) < (boxes[$1].x, $1) }
    for (position, first) in order.enumerated() {
      let reach = tolerance * Double(boxes[first].width + boxes[first].height) * 0.5
      for second in order[(position + 1)...] {
        if Double(boxes[second].x - boxes[first].x) > reach { break }
        if areSimilar(boxes[first], boxes[second]) {
          parents[root(of: second, in: &parents)] = root(of: first, in: &parents)
        }
      }
    }
    return boxes.indices.map { root(of: $0, in: &parents) }
  }

  private static func root(of index: Int, in parents: inout [Int]) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  private static func areSimilar(_ a: Rect, _ b: Rect) -> Bool {
    let reach = tolerance * Double(min(a.width, b.width) + min(a.height, b.height)) * 0.5
    return Double(abs(a.x - b.x)) <= reach && Double(abs(a.y - b.y)) <= reach
      && Double(abs(a.maxX - b.maxX)) <= reach && Double(abs(a.maxY - b.maxY)) <= reach
  }

  /// Whether `small` lies within `large`, give or take the tolerance, and has far fewer windows.
  private static func swallows(_ large: Detection, _ small: Detection) -> Bool {
    let (inner, outer) = (small.box, large.box)
    let dx = roundedToEven(Double(outer.width) * tolerance)
    let dy = roundedToEven(Double(outer.height) * tolerance)
    return inner.x >= outer.x - dx && inner.y >= outer.y - dy && inner.maxX <= outer.maxX + dx
      && inner.maxY <= outer.maxY + dy
      && (large.neighbors > max(3, small.neighbors) || small.neighbors < 3)
  }
}

/// The nearest whole number, halves to the even one: OpenCV's `cvRound`.
func roundedToEven<T: BinaryFloatingPoint>(_ value: T) -> Int {
  Int(value.rounded(.toNearestOrEven))
}
