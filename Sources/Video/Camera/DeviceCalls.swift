/// The system calls that capturing needs. One implementation asks the kernel, tests bring a camera
/// of their own.
package protocol DeviceCalls: Sendable {
  /// Opens a device for reading and writing, without blocking.
  func open(_ path: String) throws(Errno) -> Int32
  func close(_ descriptor: Int32)
  func ioctl(
    _ descriptor: Int32, _ request: UInt, _ argument: UnsafeMutableRawPointer
  ) throws(Errno)
  /// Maps `length` bytes of a capture buffer, shared with the driver.
  func map(
    _ descriptor: Int32, length: Int, offset: Int
  ) throws(Errno) -> UnsafeMutableRawPointer
  func unmap(_ pointer: UnsafeMutableRawPointer, length: Int)
  /// Waits for a frame, a wake-up or the end of `timeout`.
  func wait(_ descriptor: Int32, wakeUp: Int32, timeout: Duration) throws(Errno) -> DeviceEvents
  /// Monotonic time, of the clock that drivers stamp frames with.
  func now() -> Duration
}

/// What a wait ended with; empty: the time ran out.
package struct DeviceEvents: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// A buffer can be taken from the driver.
  package static let readable = DeviceEvents(rawValue: 1)
  /// The driver reports an error.
  package static let failed = DeviceEvents(rawValue: 2)
  /// The device has gone.
  package static let gone = DeviceEvents(rawValue: 4)
  /// Somebody asked the waiting thread to stop.
  package static let wokenUp = DeviceEvents(rawValue: 8)
}

/// Makes a system call, again as long as a signal interrupts it, and says what failed on which
/// device when it does.
func calling<Result>(
  _ operation: String, on device: String, _ call: () throws(Errno) -> Result
) throws(CameraError) -> Result {
  while true {
    do {
      return try call()
    } catch {
      if error.code == interruptedCall { continue }
      throw CameraError(operation: operation, device: device, failure: error)
    }
  }
}
