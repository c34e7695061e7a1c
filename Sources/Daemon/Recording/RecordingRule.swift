/// Decides frame by frame whether it belongs into a recording.
///
/// Times are the stream's. A recording of a face begins `before` it is seen and ends `after` it was
/// seen last; one that was asked for lasts as long as was asked.
package struct RecordingRule: Sendable, Equatable {
  package var occasion: RecordingSettings.Occasion
  package var before: Duration
  package var after: Duration
  /// Stretches of the stream that are wanted, in their order; the last may have no end yet.
  private var wanted: [Range] = []
  private var lastTime: Duration = .zero

  private struct Range: Sendable, Equatable {
    var start: Duration
    /// nil for one that goes on until it is stopped.
    var end: Duration?
    var isRequest: Bool
  }

  package init(_ settings: RecordingSettings) {
    occasion = settings.when
    before = .seconds(settings.beforeSeconds)
    after = .seconds(settings.afterSeconds)
  }

  /// Takes new settings; what goes on goes on.
  package mutating func apply(_ settings: RecordingSettings) {
    let new = RecordingRule(settings)
    (occasion, before, after) = (new.occasion, new.before, new.after)
  }

  /// A frame was analysed.
  package mutating func see(faces: Int, at time: Duration) {
    lastTime = time
    if occasion == .face && faces > 0 { want(time - before, time + after, isRequest: false) }
  }

  /// Somebody asks for a recording from now on.
  ///
  /// - Parameter length: how long; nil for until it is stopped.
  package mutating func request(for length: Duration?) {
    want(lastTime - before, length.map { lastTime + $0 }, isRequest: true)
  }

  /// Nobody wants what comes now any more; with a face there it begins anew with the next frame.
  package mutating func stop() {
    wanted = wanted.map { range in
      var range = range
      range.end = min(range.end ?? lastTime, lastTime)
      return range
    }
  }

  /// Whether a frame, which may be one that waited, is to be recorded. Asked in the frames' order.
  package mutating func wants(_ time: Duration) -> Bool {
    wanted.removeAll { $0.end.map { $0 < time } ?? false }
    return wanted.contains { $0.start <= time }
  }

  private mutating func want(_ start: Duration, _ end: Duration?, isRequest: Bool) {
    // One that goes on is made longer, so that there are never more than two.
    if let index = wanted.lastIndex(where: { range in
      range.isRequest == isRequest && (range.end.map { $0 >= start } ?? true)
    }) {
      wanted[index].end = isRequest ? end : max(wanted[index].end ?? .zero, end ?? .zero)
    } else {
      wanted.append(Range(start: start, end: end, isRequest: isRequest))
    }
  }
}
