import Imaging
import Synchronization

/// A camera as a stream of frames: always the newest one, the others counted.
///
/// Streaming begins with the first call of ``next()``, so that no frame grows old while the rest
/// of the program gets ready.
// @unchecked: one thread calls `next`, as the protocol says; what others touch (`statistics`,
// `interrupt`) is guarded or constant.
package final class CameraSource: FrameSource, @unchecked Sendable {
  /// The device's path as it was given.
  package let name: String
  /// What the device says it is.
  package let capability: V4L2Capability
  /// The capture mode that the driver set.
  package let format: CaptureFormat

  private let device: V4L2Device
  private let queue: CaptureQueue
  private let converter: FrameConverter
  private let pool = BytePool()
  private let wakeUp: WakeUp
  private let patience: Duration
  private let counts = Mutex(CameraStatistics())
  private var isStreaming = false
  private var clock = CameraClock()
  private var sequences = SequenceCounter()

  /// Opens a camera and sets the mode nearest to a wish.
  ///
  /// - Parameters:
  ///   - path: the device, such as `/dev/video0`.
  ///   - wish: the capture mode one would like.
  /// - Throws: ``CameraError``: not there, no camera, no permission, in use, no usable format.
  package convenience init(device path: String, mode wish: CameraWish = CameraWish()) throws {
    try self.init(device: path, mode: wish, calls: KernelCalls())
  }

  /// - Parameter patience: how long a whole frame may take to come.
  init(
    device path: String, mode wish: CameraWish, calls: any DeviceCalls,
    patience: Duration = .seconds(3)
  ) throws {
    name = path
    self.patience = patience
    device = try V4L2Device(path: path, calls: calls)
    capability = device.capability
    guard capability.kind == .camera else {
      throw CameraError.notACamera(device: path, kind: capability.kind)
    }
    let mode = try CameraMode.nearest(to: wish, among: try device.formats(), device: path)
    format = try device.set(mode)
    converter = FrameConverter(format)
    queue = try CaptureQueue(device)
    wakeUp = try WakeUp(for: path)
  }

  /// What became of the frames so far. Any thread.
  package var statistics: CameraStatistics { counts.withLock { $0 } }

  /// The newest whole frame, waiting for it up to three seconds.
  ///
  /// - Returns: nil after ``interrupt()``.
  /// - Throws: ``CameraError``: `.disconnected`, `.stalled`, `.streamBroken`; the source is of no
  ///   use then, and another one may be opened.
  package func next() throws -> Frame? {
    try startOnce()
    let damagedBefore = statistics.damaged
    let deadline = device.handle.calls.now() + patience
    while true {
      let left = deadline - device.handle.calls.now()
      let events = try wait(atMost: left)
      if events.contains(.wokenUp) { return nil }
      if !events.isEmpty, let frame = try takeNewest(events) { return frame }
      guard left > .zero else {
        throw CameraError.stalled(
          device: name, seconds: patience / .seconds(1),
          broken: statistics.damaged - damagedBefore)
      }
    }
  }

  package func interrupt() { wakeUp.raise() }

  private func startOnce() throws {
    guard !isStreaming else { return }
    try queue.start()
    isStreaming = true
  }

  private func wait(atMost timeout: Duration) throws -> DeviceEvents {
    try calling("poll", on: name) { () throws(Errno) in
      try device.handle.calls.wait(
        device.handle.descriptor, wakeUp: wakeUp.descriptor, timeout: max(.zero, timeout))
    }
  }

  /// Empties the driver's queue and makes a frame of the newest whole buffer in it.
  private func takeNewest(_ events: DeviceEvents) throws -> Frame? {
    var newest: CaptureBuffer?
    var isEmpty = true
    while let buffer = try queue.dequeue() {
      isEmpty = false
      note(buffer)
      guard !isDamaged(buffer) else {
        try skip(buffer, as: \.damaged)
        continue
      }
      if let older = newest { try skip(older, as: \.stale) }
      newest = buffer
    }
    if let newest { return try deliver(newest) }
    if isEmpty && events.contains(.gone) { throw CameraError.disconnected(device: name) }
    if isEmpty && events.contains(.failed) { throw CameraError.streamBroken(device: name) }
    return nil
  }

  private func note(_ buffer: CaptureBuffer) {
    let missed = sequences.missed(before: buffer.sequence)
    counts.withLock {
      $0.captured += missed + 1
      $0.lost += missed
    }
  }

  private func isDamaged(_ buffer: CaptureBuffer) -> Bool {
    buffer.isDamaged || buffer.bytesUsed < format.minimumBytes
  }

  private func skip(
    _ buffer: CaptureBuffer, as reason: WritableKeyPath<CameraStatistics, Int> & Sendable
  ) throws {
    counts.withLock { $0[keyPath: reason] += 1 }
    try queue.enqueue(buffer.index)
  }

  /// Copies the bytes, gives the buffer back and makes the gray picture; nil if it is damaged.
  private func deliver(_ buffer: CaptureBuffer) throws -> Frame? {
    let raw = queue.withBytes(of: buffer) { pool.copy($0) }
    try queue.enqueue(buffer.index)
    let gray: GrayImage
    do {
      gray = try raw.bytes.withUnsafeBytes { try converter.gray($0) }
    } catch CameraError.brokenFrame {
      counts.withLock { $0.damaged += 1 }
      return nil
    }
    let index = counts.withLock {
      $0.delivered += 1
      return $0.delivered - 1
    }
    let time = clock.time(stamp: buffer.timestamp, arrival: device.handle.calls.now())
    return Frame(index: index, sequence: buffer.sequence, time: time, gray: gray) {
      [converter] in try raw.bytes.withUnsafeBytes { try converter.color($0) }
    }
  }
}
