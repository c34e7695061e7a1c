import CV4L2
import Glibc

/// A flag that a thread waiting in `poll` notices: once raised, it stays raised. Any thread.
final class WakeUp: Sendable {
  /// Becomes readable when the flag is raised.
  let descriptor: Int32

  /// - Parameter owner: the device it belongs to, for the error's text.
  init(for owner: String) throws(CameraError) {
    descriptor = try calling("eventfd", on: owner) { () throws(Errno) in
      let descriptor = cv4l2_eventfd()
      guard descriptor >= 0 else { throw Errno.last }
      return descriptor
    }
  }

  deinit { close(descriptor) }

  func raise() {
    var one: UInt64 = 1
    // It only fails when the counter is full, and then the flag is up already.
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }
}
