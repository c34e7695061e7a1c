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

  private let calls: any DeviceCalls
  private let patience: Duration
  private let remarks: Remarks
  private let pool = BytePool()
  private let wakeUp: WakeUp
  private let counts = Mutex(CameraStatistics())
  private let currentFormat: Mutex<CaptureFormat>
  private var capture: Capture?
  private var pictures: FramePictures
  private var conditions: CameraConditions?
  private let currentNotice = Mutex<String?>(nil)
  private var clock = CameraClock()
  private var sequences = SequenceCounter()
  private var capturedBefore = 0

  /// Opens a camera and sets the mode nearest to a wish.
  ///
  /// - Parameters:
  ///   - path: the device, such as `/dev/video0`.
  ///   - wish: the capture mode one would like.
  /// - Throws: ``CameraError``: not there, no camera, no permission, in use, no usable format.
  package convenience init(device path: String, mode wish: CameraWish = CameraWish()) throws {
    try self.init(
      try V4L2Device(path: path, calls: KernelCalls()), mode: wish, remarks: .unheard)
  }

  /// - Parameters:
  ///   - remarks: where it is said what the camera does instead of what was wished.
  ///   - patience: how long a whole frame may take to come.
  init(
    _ device: V4L2Device, mode wish: CameraWish, remarks: Remarks,
    patience: Duration = .seconds(3)
  ) throws {
    name = device.path
    calls = device.handle.calls
    self.patience = patience
    self.remarks = remarks
    capability = device.capability
    guard capability.kind == .camera else {
      throw CameraError.notACamera(device: name, kind: capability.kind)
    }
    let capture = try Capture(device, wish: wish)
    self.capture = capture
    currentFormat = Mutex(capture.format)
    pictures = try FramePictures(capture.format, device: name)
    conditions = try CameraConditions(
      device, rate: capture.format.framesPerSecond, remarks: remarks)
    wakeUp = try WakeUp(for: name)
  }

  /// What became of the frames so far. Any thread.
  package var statistics: CameraStatistics { counts.withLock { $0 } }

  /// The capture mode that the driver set. Any thread; with the first frame it may become another
  /// one, where the bus has no room for the first.
  package var format: CaptureFormat { currentFormat.withLock { $0 } }

  /// The newest whole frame, waiting for it up to three seconds.
  ///
  /// - Returns: nil after ``interrupt()`` and after ``close()``.
  /// - Throws: ``CameraError``: `.disconnected`, `.stalled`, `.streamBroken`; the source is of no
  ///   use then, and another one may be opened once this one is closed.
  package func next() throws -> Frame? {
    guard let capture else { return nil }
    try start(capture)
    let damagedBefore = statistics.damaged
    let deadline = calls.now() + patience
    while true {
      let left = deadline - calls.now()
      let events = try wait(capture.device, atMost: left)
      if events.contains(.wokenUp) { return nil }
      if !events.isEmpty, let frame = try takeNewest(of: capture, events) { return frame }
      guard left > .zero else {
        throw CameraError.stalled(
          device: name, seconds: patience / .seconds(1),
          broken: statistics.damaged - damagedBefore)
      }
    }
  }

  /// ``format`` in words.
  package var mode: String? { "\(format)" }

  /// That the shutter is closed, while it is.
  package var notice: String? { currentNotice.withLock { $0 } }

  package func interrupt() { wakeUp.raise() }

  package func close() {
    capture = nil
    conditions = nil
  }

  private func start(_ capture: Capture) throws {
    let before = capture.format
    guard try capture.start() else { return }
    currentFormat.withLock { $0 = capture.format }
    pictures = try FramePictures(capture.format, device: name)
    conditions = try CameraConditions(
      capture.device, rate: capture.format.framesPerSecond, remarks: remarks)
    remarks.warn(
      "\(name): the USB bus has no room for \(before); it is \(capture.format) instead")
  }

  private func wait(_ device: V4L2Device, atMost timeout: Duration) throws -> DeviceEvents {
    try calling("poll", on: name) { () throws(Errno) in
      try calls.wait(
        device.handle.descriptor, wakeUp: wakeUp.descriptor, timeout: max(.zero, timeout))
    }
  }

  /// Empties the driver's queue and makes a frame of the newest whole buffer in it.
  private func takeNewest(of capture: Capture, _ events: DeviceEvents) throws -> Frame? {
    let queue = capture.queue
    var newest: CaptureBuffer?
    var isEmpty = true
    while let buffer = try queue.dequeue() {
      isEmpty = false
      note(buffer)
      guard !isDamaged(buffer, in: capture.format) else {
        try skip(buffer, of: queue, as: \.damaged)
        continue
      }
      if let older = newest { try skip(older, of: queue, as: \.stale) }
      newest = buffer
    }
    if let newest { return try deliver(newest, of: queue) }
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

  /// Frames that the driver has made since the last one delivered, up to this one.
  private func madeSinceLast() -> Int {
    let captured = statistics.captured
    defer { capturedBefore = captured }
    return captured - capturedBefore
  }

  private func isDamaged(_ buffer: CaptureBuffer, in format: CaptureFormat) -> Bool {
    buffer.isDamaged || buffer.bytesUsed < format.minimumBytes
  }

  private func skip(
    _ buffer: CaptureBuffer, of queue: CaptureQueue,
    as reason: WritableKeyPath<CameraStatistics, Int> & Sendable
  ) throws {
    counts.withLock { $0[keyPath: reason] += 1 }
    try queue.enqueue(buffer.index)
  }

  /// Copies the bytes, gives the buffer back and makes the gray picture; nil if it is damaged.
  private func deliver(_ buffer: CaptureBuffer, of queue: CaptureQueue) throws -> Frame? {
    let raw = queue.withBytes(of: buffer) { pool.copy($0) }
    try queue.enqueue(buffer.index)
    let picture: FramePictures.Picture
    do {
      picture = try pictures.picture(of: raw)
    } catch CameraError.brokenFrame {
      counts.withLock { $0.damaged += 1 }
      return nil
    }
    let index = counts.withLock {
      $0.delivered += 1
      return $0.delivered - 1
    }
    let arrival = calls.now()
    let time = clock.time(stamp: buffer.timestamp, arrival: arrival)
    let age = CameraClock.age(ofStamp: buffer.timestamp, at: arrival)
    try conditions?.note(madeSinceLast(), at: time)
    currentNotice.withLock { $0 = conditions?.notice }
    return Frame(
      index: index, sequence: buffer.sequence, time: time, captured: .now - age,
      gray: picture.gray, makeColor: picture.color)
  }
}
