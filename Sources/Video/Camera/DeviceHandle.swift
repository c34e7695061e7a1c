import CV4L2
import Glibc

/// Owner of an open device's descriptor: closes it when the last holder lets go.
///
/// Every request to the device goes through one function, which repeats it after a signal and says
/// what failed on which device.
final class DeviceHandle: Sendable {
  let path: String
  let calls: any DeviceCalls
  let descriptor: Int32

  init(path: String, calls: any DeviceCalls) throws(CameraError) {
    self.path = path
    self.calls = calls
    do {
      descriptor = try calling("open", on: path) { () throws(Errno) in try calls.open(path) }
    } catch {
      switch error.code {
      case EISDIR, ENOTDIR, ELOOP: throw .notAVideoDevice(device: path)
      default: break
      }
      // A node without a driver behind it.
      throw error == .disconnected(device: path) ? .notFound(device: path) : error
    }
  }

  deinit { calls.close(descriptor) }

  /// Sends a request with its argument; the driver's answer is in `argument`.
  func request<Argument>(
    _ number: UInt, _ operation: String, _ argument: inout Argument
  ) throws(CameraError) {
    try withUnsafeMutablePointer(to: &argument) { (pointer) throws(CameraError) in
      // SAFETY: each request number is passed with the struct that the kernel defines for it.
      let pointer = UnsafeMutableRawPointer(pointer)
      try calling(operation, on: path) { () throws(Errno) in
        try calls.ioctl(descriptor, number, pointer)
      }
    }
  }

  /// Sends a request that the device may not know or that ends a list.
  ///
  /// - Returns: false when the driver does not have it (`EINVAL`, `ENOTTY`, `ENODATA`).
  func ask<Argument>(
    _ number: UInt, _ operation: String, _ argument: inout Argument
  ) throws(CameraError) -> Bool {
    do {
      try request(number, operation, &argument)
      return true
    } catch {
      if let code = error.code, [EINVAL, ENOTTY, ENODATA].contains(code) { return false }
      throw error
    }
  }
}
