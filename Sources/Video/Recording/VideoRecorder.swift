import Foundation
import Imaging

/// Records pictures to a file on a thread of its own, so that showing them never waits for the
/// encoder: a bounded queue takes them, and what does not fit is dropped and counted.
///
/// Times in the file count from the first picture. `write` and `finish` belong to one thread.
// Sendable: the condition's lock guards everything that changes.
package final class VideoRecorder: FrameSink, @unchecked Sendable {
  /// How many pictures went where.
  package struct Counts: Sendable, Equatable {
    /// Pictures in the file.
    package var written = 0
    /// Pictures that found the queue full.
    package var dropped = 0

    package init(written: Int = 0, dropped: Int = 0) {
      self.written = written
      self.dropped = dropped
    }
  }

  /// Where the recording is.
  package let path: String
  /// Greatest number of pictures that wait for the encoder.
  package let capacity: Int

  private let condition = NSCondition()
  private let sink: any FrameSink
  private var queue: [(image: ColorImage, time: Duration)] = []
  private var firstTime: Duration?
  private var current = Counts()
  private var isFinishing = false
  private var hasEnded = false
  private var failure: (any Error)?

  /// Creates the file and starts the thread.
  ///
  /// - Parameters:
  ///   - path: ends in `.mkv`; its folder exists.
  ///   - frameRate: frames a second on average, a hint.
  ///   - capacity: pictures that may wait, each of width times height times four bytes.
  /// - Throws: ``VideoError`` where the file cannot be created.
  package convenience init(
    path: String, width: Int, height: Int, frameRate: Double? = nil, capacity: Int = 8
  ) throws {
    let writer = try VideoFileWriter(
      path: path, width: width, height: height, frameRate: frameRate, delivery: .growing)
    self.init(path: path, sink: writer, capacity: capacity)
  }

  /// Gets ready what takes longest, the encoder's libraries, so that a recording that is about to come
  /// has its first frames.
  ///
  /// - Throws: ``VideoError/noLibrary(reason:)``.
  package static func prepare() throws { try FFmpegLibraries.load() }

  /// Records to any sink (tests bring their own), which the new thread alone uses from here on.
  package init(path: String, sink: any FrameSink, capacity: Int) {
    precondition(capacity >= 1, "a queue for \(capacity) pictures")
    self.path = path
    self.capacity = capacity
    self.sink = sink
    let thread = Thread { self.work() }
    thread.name = "recorder"
    thread.start()
  }

  /// How many pictures went where so far.
  package var counts: Counts { condition.withLock { current } }

  /// Takes a picture if there is room for it; never waits for the encoder.
  ///
  /// - Throws: what stopped the encoder, such as a full disk, at the first call after it; later
  ///   calls drop their pictures.
  package func write(_ image: ColorImage, time: Duration) throws {
    try condition.withLock {
      if let failure {
        self.failure = nil
        throw failure
      }
      guard queue.count < capacity, !hasEnded, !isFinishing else {
        current.dropped += 1
        return
      }
      queue.append((image, time))
      condition.signal()
    }
  }

  /// Waits until everything taken is written and the file is complete.
  ///
  /// - Throws: what stopped the encoder, unless `write` has told of it.
  package func finish() throws {
    try condition.withLock {
      isFinishing = true
      condition.broadcast()
      while !hasEnded { condition.wait() }
      if let failure {
        self.failure = nil
        throw failure
      }
    }
  }

  private func work() {
    do {
      while let (image, time) = takeNext() {
        try sink.write(image, time: time)
        condition.withLock { current.written += 1 }
      }
      try sink.finish()
      end(with: nil)
    } catch {
      // The file keeps what was written; completing it is worth a try.
      try? sink.finish()
      condition.withLock { current.dropped += 1 }
      end(with: error)
    }
  }

  private func takeNext() -> (image: ColorImage, time: Duration)? {
    condition.withLock {
      while queue.isEmpty && !isFinishing { condition.wait() }
      guard !queue.isEmpty else { return nil }
      let (image, time) = queue.removeFirst()
      let first = firstTime ?? time
      firstTime = first
      return (image, max(.zero, time - first))
    }
  }

  private func end(with error: (any Error)?) {
    condition.withLock {
      hasEnded = true
      failure = error
      current.dropped += queue.count
      queue.removeAll()
      condition.broadcast()
    }
  }
}
