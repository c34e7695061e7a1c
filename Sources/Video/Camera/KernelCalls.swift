import CV4L2
import Glibc

/// `EINTR`: a signal came before the call had done anything.
let interruptedCall: Int32 = EINTR

/// The system calls as the kernel answers them.
package struct KernelCalls: DeviceCalls {
  package init() {}

  package func open(_ path: String) throws(Errno) -> Int32 {
    let descriptor = cv4l2_open(path)
    guard descriptor >= 0 else { throw Errno.last }
    return descriptor
  }

  package func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  package func ioctl(
    _ descriptor: Int32, _ request: UInt, _ argument: UnsafeMutableRawPointer
  ) throws(Errno) {
    guard cv4l2_ioctl(descriptor, request, argument) >= 0 else { throw Errno.last }
  }

  package func map(
    _ descriptor: Int32, length: Int, offset: Int
  ) throws(Errno) -> UnsafeMutableRawPointer {
    let pointer = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset)
    guard let pointer, pointer != MAP_FAILED else { throw Errno.last }
    return pointer
  }

  package func unmap(_ pointer: UnsafeMutableRawPointer, length: Int) {
    _ = munmap(pointer, length)
  }

  package func wait(_ descriptor: Int32, wakeUp: Int32, timeout: Duration) throws(Errno)
    -> DeviceEvents
  {
    var waits = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
    ]
    // Rounded up, so that the time has truly passed when nothing came.
    let milliseconds = max(.zero, timeout) / .milliseconds(1)
    guard poll(&waits, 2, Int32(milliseconds.rounded(.up))) >= 0 else { throw Errno.last }
    let camera = Int32(waits[0].revents)
    var events: DeviceEvents = []
    if camera & POLLIN != 0 { events.insert(.readable) }
    if camera & POLLERR != 0 { events.insert(.failed) }
    if camera & (POLLHUP | POLLNVAL) != 0 { events.insert(.gone) }
    if waits[1].revents != 0 { events.insert(.wokenUp) }
    return events
  }

  package func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
