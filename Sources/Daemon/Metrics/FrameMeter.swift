import Foundation

/// Measures what happens to frames; written by the analysis thread, read by all.
package final class FrameMeter: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.

  /// What was measured so far.
  package struct Reading: Sendable {
    /// Frames that were analysed.
    package var analysed = 0
    /// Faces found, summed over the frames.
    package var faces = 0
    /// Faces in the last frame.
    package var facesNow = 0
    /// Time to find the faces of a frame and read their expressions.
    package var inference = Histogram.frameSeconds
    /// From a frame's capture to its event.
    package var latency = Histogram.frameSeconds
    package var recentLatency = RecentTimes()
    /// When the last frame was done.
    package var last: ContinuousClock.Instant?
  }

  private let lock = NSLock()
  private var current = Reading()

  package init() {}

  package var reading: Reading { lock.withLock { current } }

  /// A frame's faces were found and read.
  package func analysed(faces: Int, in time: Duration) {
    lock.withLock {
      current.analysed += 1
      current.faces += faces
      current.facesNow = faces
      current.inference.add(time / .seconds(1))
    }
  }

  /// A frame's event is out, so long after the frame's capture.
  package func delivered(after age: Duration) {
    lock.withLock {
      current.latency.add(age / .seconds(1))
      current.recentLatency.add(age)
      current.last = .now
    }
  }
}
