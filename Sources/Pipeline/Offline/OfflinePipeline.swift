import EmotionRecognition
import Imaging
import Video

/// Drives a file: next, analyse, draw, write for every frame, in order, so that results repeat.
package struct OfflinePipeline {
  private let source: any FrameSource
  private let analyze: (Frame) throws -> FrameAnalysis
  private let draw: (FrameAnalysis, inout ColorImage) throws -> Void
  private let sink: (any FrameSink)?
  private let observers: [any ObservationSink]

  /// - Parameters:
  ///   - analyze: finds what is in a frame.
  ///   - draw: puts the result on the frame's picture, where there is a sink.
  ///   - sink: takes the annotated pictures.
  ///   - observers: take the results.
  package init(
    source: any FrameSource, analyze: @escaping (Frame) throws -> FrameAnalysis,
    draw: @escaping (FrameAnalysis, inout ColorImage) throws -> Void = { _, _ in },
    sink: (any FrameSink)? = nil, observers: [any ObservationSink] = []
  ) {
    self.source = source
    self.analyze = analyze
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
      while !stop.isRequested, let frame = try source.next() {
        try work(on: frame, &counts)
        progress(OfflineProgress(frames: counts.captured, time: frame.time))
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

  private func work(on frame: Frame, _ counts: inout SessionRecord.Counts) throws {
    let analysis = try analyze(frame)
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
