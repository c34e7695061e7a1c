import CV4L2
import Glibc

/// Notices when video devices come and go, or when one gets its permissions. Any thread; the kernel
/// remembers what happens between two waits.
package final class DeviceWatch: Sendable {
  private let descriptor: Int32
  private let wakeUp: WakeUp

  /// - Parameter directory: where the devices are.
  /// - Throws: ``CameraError`` where the kernel does not allow a watch.
  package init(directory: String = "/dev") throws {
    wakeUp = try WakeUp(for: directory)
    let descriptor = try calling("inotify_init1", on: directory) { () throws(Errno) in
      let descriptor = cv4l2_inotify()
      guard descriptor >= 0 else { throw Errno.last }
      return descriptor
    }
    self.descriptor = descriptor
    let mask = UInt32(IN_CREATE | IN_MOVED_TO | IN_ATTRIB)
    try calling("inotify_add_watch", on: directory) { () throws(Errno) in
      guard inotify_add_watch(descriptor, directory, mask) >= 0 else { throw Errno.last }
    }
  }

  deinit { close(descriptor) }

  /// Waits for a change, no longer than `limit`, or until ``interrupt()``.
  ///
  /// - Returns: whether a video device has changed.
  package func wait(atMost limit: Duration) -> Bool {
    let end = ContinuousClock.now + limit
    while true {
      var waits = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let left = max(.zero, end - .now) / .milliseconds(1)
      _ = poll(&waits, 2, Int32(min(left.rounded(.up), 3_600_000)))
      if waits[1].revents != 0 { return false }
      if waits[0].revents != 0 && hasNews() { return true }
      if ContinuousClock.now >= end { return false }
    }
  }

  /// Ends a wait, and every later one at once.
  package func interrupt() { wakeUp.raise() }

  /// Takes all that the kernel has noted; tells whether any of it is about a video device.
  private func hasNews() -> Bool {
    var isNews = false
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = read(descriptor, &buffer, buffer.count)
    while count > 0 {
      isNews = buffer[..<count].withUnsafeBytes(Self.namesVideoDevice) || isNews
      count = read(descriptor, &buffer, buffer.count)
    }
    return isNews
  }

  private static func namesVideoDevice(_ events: UnsafeRawBufferPointer) -> Bool {
    let headSize = MemoryLayout<inotify_event>.size
    var offset = 0
    // SAFETY: the kernel gives whole events, each with the length of its name; both are checked.
    while offset + headSize <= events.count {
      let event = events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let end = offset + headSize + Int(event.len)
      guard end <= events.count else { return true }
      let name = events[(offset + headSize)..<end].prefix { $0 != 0 }
      // Where too much happened for the kernel to remember, anything may have.
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 || name.starts(with: Array("video".utf8)) {
        return true
      }
      offset = end
    }
    return false
  }
}
