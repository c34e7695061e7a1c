/// Spreads a whole scan over several frames: each takes a share of its bands, evenly in cost.
package struct ScanSchedule {
  /// Time in which a whole scan is done. Most faces pass at several sizes and so come up several
  /// times in it.
  package static let period: Duration = .milliseconds(400)
  /// Greatest share of a scan that a frame takes, however long the last one was ago.
  package static let greatestShare = 1.0 / 3

  private let costs: [Int]
  private let order: [Int]
  private var next = 0
  /// Cost that is due, less what was taken.
  private var due = 0.0
  private var lastTime: Duration

  /// - Parameters:
  ///   - costs: of each band.
  ///   - time: when the picture was scanned as a whole.
  package init(costs: [Int], at time: Duration) {
    self.costs = costs
    lastTime = time
    // Neighbouring bands and sizes show the same faces: far apart in the order, one of them soon
    // comes up. Steps of the golden ratio are the most even ones.
    let count = max(1, costs.count)
    let step = Self.step(near: Double(count) * 0.382, of: count)
    order = costs.indices.map { $0 * step % count }
  }

  /// The bands that a frame is to scan.
  ///
  /// - Parameter time: the frame's, not before the last one's.
  package mutating func take(at time: Duration) -> [Int] {
    let share = min(Self.greatestShare, max(0, (time - lastTime) / Self.period))
    lastTime = max(time, lastTime)
    due += share * Double(costs.reduce(0, +))
    var taken: [Int] = []
    while due > 0, taken.count < order.count {
      taken.append(order[next])
      due -= Double(costs[order[next]])
      next = (next + 1) % order.count
    }
    return taken
  }

  /// The number nearest to `wish` that has no divisor in common with `count`.
  private static func step(near wish: Double, of count: Int) -> Int {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    return (1...count).filter { divisor($0, count) == 1 }.min {
      abs(Double($0) - wish) < abs(Double($1) - wish)
    } ?? 1
  }
}
