/// The last times of something, and what most of them stay below.
package struct RecentTimes: Sendable {
  private static let capacity = 600
  private var times: [Duration] = []
  private var next = 0

  package init() {}

  package mutating func add(_ time: Duration) {
    if times.count < Self.capacity { times.append(time) } else { times[next] = time }
    next = (next + 1) % Self.capacity
  }

  /// The least time that a part of them, 0...1, does not exceed; nil without any.
  package func percentile(_ part: Double) -> Duration? {
    guard !times.isEmpty else { return nil }
    let rank = Int((part * Double(times.count)).rounded(.up))
    return times.sorted()[max(0, min(times.count, rank) - 1)]
  }
}
