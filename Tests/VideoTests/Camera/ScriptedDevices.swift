import Foundation
import Video

/// A machine's devices for the capture code: the scripted cameras by their paths.
final class ScriptedDevices: DeviceCalls, @unchecked Sendable {
  // Unchecked: all that changes is used under `lock`.
  private let lock = NSLock()
  private var cameras: [String: ScriptedCamera] = [:]
  private var open: [Int32: ScriptedCamera] = [:]
  private var next: Int32 = 1000
  private var mapped: [UnsafeMutableRawPointer: Int] = [:]

  init(_ cameras: [String: ScriptedCamera] = [:]) { self.cameras = cameras }

  /// What is mapped and open at the moment: nothing, once everything was given back.
  var inUse: Int { lock.withLock { mapped.count + open.count } }

  subscript(path: String) -> ScriptedCamera? {
    get { lock.withLock { cameras[path] } }
    set { lock.withLock { cameras[path] = newValue } }
  }

  private func camera(_ descriptor: Int32) throws(Errno) -> ScriptedCamera {
    guard let camera = lock.withLock({ open[descriptor] }) else { throw Errno(EBADF) }
    return camera
  }

  func open(_ path: String) throws(Errno) -> Int32 {
    guard let camera = self[path] else { throw Errno(ENOENT) }
    try camera.opens()
    return lock.withLock {
      next += 1
      open[next] = camera
      return next
    }
  }

  func close(_ descriptor: Int32) {
    lock.withLock { open.removeValue(forKey: descriptor) }?.closes()
  }

  func ioctl(
    _ descriptor: Int32, _ request: UInt, _ argument: UnsafeMutableRawPointer
  ) throws(Errno) {
    try camera(descriptor).answer(request, argument)
  }

  func map(
    _ descriptor: Int32, length: Int, offset: Int
  ) throws(Errno) -> UnsafeMutableRawPointer {
    let memory = try camera(descriptor).map(length: length)
    lock.withLock { mapped[memory] = length }
    return memory
  }

  func unmap(_ pointer: UnsafeMutableRawPointer, length: Int) {
    lock.withLock { mapped[pointer] = nil }
    pointer.deallocate()
  }

  func wait(_ descriptor: Int32, wakeUp: Int32, timeout: Duration) throws(Errno) -> DeviceEvents {
    try camera(descriptor).wait(timeout: timeout)
  }

  func now() -> Duration {
    lock.withLock { open.values.first }?.now() ?? .zero
  }
}
