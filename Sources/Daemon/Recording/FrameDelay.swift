import EmotionRecognition
import Imaging
import Video

/// Frames that wait a while before they are kept: a recording can begin before its occasion, and a
/// face is hidden in the frames before the detector was sure of it, too.
package struct FrameDelay {
  /// A frame with what was found in it.
  package struct Seen {
    package let frame: Frame
    package let analysis: FrameAnalysis
    /// Where it may show faces: for each that was found in it, or up to a second before or after
    /// it, what holds all its boxes.
    package fileprivate(set) var faces: [Rect] = []
  }

  /// How far from a frame, in the stream's time, faces may be that it shows undetected: all of a
  /// picture is searched within half a second, and then a face must be found three times.
  private static let reach: Duration = .seconds(1)
  /// Most bytes of gray levels that wait: colour takes some three times as many.
  private static let byteLimit = 96 << 20

  /// How long frames wait.
  package var length: Duration
  private var waiting: [Seen] = []
  private var gone: [FrameAnalysis] = []
  private var last: Seen?

  package init(length: Duration) { self.length = length }

  /// How long frames must wait for recordings that begin so long before their occasion.
  package static func length(before: Duration, privacy: Privacy) -> Duration {
    privacy == .none ? before : max(before, reach)
  }

  /// Takes a frame and gives back those that have waited long enough, in their order.
  package mutating func push(_ frame: Frame, _ analysis: FrameAnalysis) -> [Seen] {
    waiting.append(Seen(frame: frame, analysis: analysis))
    let most = max(1, Self.byteLimit / max(1, analysis.width * analysis.height))
    let fresh = waiting.firstIndex { analysis.time - $0.analysis.time < length }
    return take(max(fresh ?? waiting.count, waiting.count - most))
  }

  /// All frames that wait, in their order; none is left.
  package mutating func drain() -> [Seen] { take(waiting.count) }

  /// The frame that has waited longest, or the last one that has gone where none waits.
  package var oldest: Seen? { waiting.first.map(completed) ?? last }

  private mutating func take(_ count: Int) -> [Seen] {
    let taken = waiting.prefix(count).map(completed)
    gone += taken.map(\.analysis)
    if let newest = taken.last {
      gone.removeAll { newest.analysis.time - $0.time > Self.reach }
      last = newest
    }
    waiting.removeFirst(count)
    return taken
  }

  private func completed(_ seen: Seen) -> Seen {
    let time = seen.analysis.time
    var places: [Int: Rect] = [:]
    for near in gone + waiting.map(\.analysis)
    where max(near.time, time) - min(near.time, time) <= Self.reach {
      for face in near.faces {
        places[face.id] = places[face.id].map { $0.union(face.box) } ?? face.box
      }
    }
    var seen = seen
    seen.faces = Array(places.values)
    return seen
  }
}
