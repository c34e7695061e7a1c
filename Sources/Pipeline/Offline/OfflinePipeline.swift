import EmotionRecognition
import Foundation
import Imaging
import Video

/// Drives a file: next, find, read, draw, write for every frame, in order, so that results repeat.
///
/// Three frames are in work at once: one is decoded while faces are looked for in the one before it
/// and the one before that is classified and written. Each step has a thread to itself and sees the
/// frames one after the other.
package struct OfflinePipeline<Found: Sendable> {
  /// Frames that wait between two steps: enough that a dear one holds up nobody.
  private static var waitingFrames: Int { 4 }

  private let source: any FrameSource
  private let find: @Sendable (Frame) throws -> Found
  private let read: (Found) throws -> FrameAnalysis
  private let draw: (FrameAnalysis, inout ColorImage) throws -> Void
  private let sink: (any FrameSink)?
  private let observers: [any ObservationSink]

  /// - Parameters:
  ///   - find: finds the faces of a frame; on a thread of its own.
  ///   - read: reads their expressions. It and all others are called by the thread that runs the
  ///     pipeline.
  ///   - draw: puts the result on the frame's picture, where there is a sink.
  ///   - sink: takes the annotated pictures.
  ///   - observers: take the results.
  package init(
    source: any FrameSource, find: @escaping @Sendable (Frame) throws -> Found,
    read: @escaping (Found) throws -> FrameAnalysis,
    draw: @escaping (FrameAnalysis, inout ColorImage) throws -> Void = { _, _ in },
    sink: (any FrameSink)? = nil, observers: [any ObservationSink] = []
  ) {
    self.source = source
    self.find = find
    self.read = read
    self.draw = draw
    self.sink = sink
    self.observers = observers
  }

  /// Works through the source to its end, or until the end is asked for; finishes sink and
  /// observers in any case, so that what was written can be used.
  ///
  /// - Parameters:
  ///   - stop: asked before each frame.
  ///   - progress: told after each frame.
  /// - Returns: how much went through.
  /// - Throws: ``PipelineError/noFrames(source:)``, or what a step throws.
  package func run(
    until stop: StopSignal, progress: (OfflineProgress) -> Void = { _ in }
  ) throws -> SessionRecord.Counts {
    var counts = SessionRecord.Counts()
    do {
      try withFoundFrames { next in
        while !stop.isRequested, let (frame, found) = try next() {
          try work(on: frame, found, &counts)
          progress(OfflineProgress(frames: counts.captured, time: frame.time))
        }
      }
    } catch {
      // The first failure is the one to tell of; finishing may well fail for the same reason.
      try? finish()
      throw error
    }
    try finish()
    if counts.captured == 0 && !stop.isRequested {
      throw PipelineError.noFrames(source: source.name)
    }
    return counts
  }

  /// Runs the first two steps beside `body`, which takes what they give; ends them with it.
  private func withFoundFrames(_ body: (() throws -> (Frame, Found)?) throws -> Void) rethrows {
    let frames = HandOver<Frame>(capacity: Self.waitingFrames)
    let results = HandOver<(Frame, Found)>(capacity: Self.waitingFrames)
    let threads = DispatchGroup()
    let (source, find) = (source, find)
    spawn("decode", in: threads) {
      pass(to: frames) { while let frame = try source.next(), frames.put(frame) {} }
    }
    spawn("find", in: threads) {
      pass(to: results) {
        while let frame = try frames.take(), results.put((frame, try find(frame))) {}
      }
    }
    defer {
      source.interrupt()
      frames.end()
      results.end()
      threads.wait()
    }
    try body(results.take)
  }

  private func work(
    on frame: Frame, _ found: Found, _ counts: inout SessionRecord.Counts
  ) throws {
    let analysis = try read(found)
    counts.captured += 1
    counts.analysed += 1
    counts.faces += analysis.faces.count
    for observer in observers { try observer.write(analysis, wallTime: nil) }
    guard let sink else { return }
    var image = try frame.color()
    try draw(analysis, &image)
    try sink.write(image, time: frame.time)
    counts.recorded = (counts.recorded ?? 0) + 1
  }

  private func finish() throws {
    for observer in observers { try observer.finish() }
    try sink?.finish()
  }
}

private func spawn(
  _ name: String, in group: DispatchGroup, _ body: @escaping @Sendable () -> Void
) {
  group.enter()
  let thread = Thread {
    body()
    group.leave()
  }
  thread.name = name
  thread.start()
}

/// Runs a step and ends its queue with it, with its error where it throws.
private func pass<Value>(to queue: HandOver<Value>, _ step: () throws -> Void) {
  do {
    try step()
    queue.end()
  } catch {
    queue.end(with: error)
  }
}
