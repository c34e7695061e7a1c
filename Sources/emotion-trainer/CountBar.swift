import Foundation

/// How many of a number of things are done, on a terminal only.
struct CountBar {
  private let count: Int
  private let unit: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant?

  /// - Parameter unit: what is counted, in the plural.
  init(count: Int, unit: String) {
    self.count = count
    self.unit = unit
    start = clock.now
  }

  /// Draws the bar, at most five times a second.
  mutating func show(_ done: Int) {
    guard Console.isTerminal, count > 0 else { return }
    let now = clock.now
    if let last, now - last < .milliseconds(200) { return }
    last = now
    let bar = Console.bar(Double(done) / Double(count))
    let rate = Double(done) / max(0.001, (now - start) / .seconds(1))
    Console.redraw(String(format: "%@ %d of %d %@, %.0f/s", bar, done, count, unit, rate))
  }

  /// Takes the bar away.
  func finish() {
    if last != nil { Console.redraw("") }
  }
}
