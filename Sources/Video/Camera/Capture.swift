import CV4L2

/// A camera in one of its modes, with the buffers that it fills. One thread; all is given back when
/// the last holder lets go.
final class Capture {
  let device: V4L2Device
  /// The mode that the driver set.
  private(set) var format: CaptureFormat
  private(set) var queue: CaptureQueue
  private let wish: CameraWish
  private let offered: [CameraFormat]
  private var mode: CameraMode
  private var isStreaming = false

  /// Sets the mode nearest to a wish and gets buffers for it.
  init(_ device: V4L2Device, wish: CameraWish) throws {
    self.device = device
    self.wish = wish
    offered = try device.formats()
    mode = try CameraMode.nearest(to: wish, among: offered, device: device.path)
    format = try device.set(mode)
    try device.apply(wish.controls)
    queue = try CaptureQueue(device)
  }

  /// Lets the camera begin, in a narrower mode where the bus has no room for the one that was set;
  /// does nothing once it has begun.
  ///
  /// - Returns: whether the mode is another one now.
  func start() throws -> Bool {
    guard !isStreaming else { return false }
    defer { isStreaming = true }
    do {
      try queue.start()
      return false
    } catch let error as CameraError where isTooNarrow(error) {
      try startNarrower(after: error)
      return true
    }
  }

  private func startNarrower(after failure: CameraError) throws {
    for narrower in CameraMode.narrower(than: mode, wish: wish, among: offered) {
      do {
        // The driver sets no mode while it has buffers out for another.
        queue.free()
        format = try device.set(narrower)
        queue = try CaptureQueue(device)
        try queue.start()
        mode = narrower
        return
      } catch let error as CameraError where isTooNarrow(error) {}
    }
    throw failure
  }

  /// Drivers have their own ways to say that the bus is full; uvcvideo also calls it an I/O error.
  private func isTooNarrow(_ error: CameraError) -> Bool {
    switch error {
    case .noBandwidth: true
    case .streamBroken: device.capability.driver == "uvcvideo"
    default: false
    }
  }
}
