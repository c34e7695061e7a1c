import Pipeline

/// How far a file has been worked through, on a terminal only.
struct ProgressBar {
  private static let width = 40
  private let duration: Duration?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant?

  /// - Parameter duration: the file's; nil where it isn't known.
  init(duration: Duration?) {
    self.duration = duration
    start = clock.now
  }

  /// Draws the bar, at most five times a second.
  mutating func show(_ progress: OfflineProgress) {
    guard StandardError.isTerminal else { return }
    let now = clock.now
    if let last, now - last < .milliseconds(200) { return }
    last = now
    let rate = Double(progress.frames) / max(0.001, (now - start) / .seconds(1))
    var text = "\(progress.frames) frames, \(Int(rate.rounded()))/s"
    if let duration, duration > .zero {
      let part = min(1, max(0, progress.time / duration))
      let filled = Int(part * Double(Self.width))
      let bar =
        String(repeating: "#", count: filled)
        + String(repeating: "-", count: Self.width - filled)
      text = "[\(bar)] \(Int(part * 100)) %  \(text)"
    }
    StandardError.write("\r\(text)\u{1B}[K")
  }

  /// Takes the bar away.
  func finish() {
    if last != nil { StandardError.write("\r\u{1B}[K") }
  }
}
