import Foundation
import Kernels
import Pipeline

/// Threads that compute without end, as other programs on a busy machine do.
struct BusyLoops {
  private let stop = StopSignal()

  /// - Parameter count: number of threads, 0 or more. They start at once.
  init(count: Int) {
    for _ in 0..<count {
      let stop = stop
      Thread.detachNewThread {
        while !stop.isRequested { PeakLoop().run(steps: 10_000) }
      }
    }
  }

  /// Ends them, within microseconds.
  func end() { stop.request() }
}
