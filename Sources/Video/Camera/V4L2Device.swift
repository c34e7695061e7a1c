import CV4L2

/// An open video device of the kernel; closed when the last holder lets go.
package final class V4L2Device: Sendable {
  /// What the device says it is.
  package let capability: V4L2Capability
  let handle: DeviceHandle

  /// The path it was opened by.
  package var path: String { handle.path }

  /// Opens a device and asks it what it is.
  ///
  /// - Parameter path: `/dev/video0`, or a link to it such as those in `/dev/v4l/by-id`.
  /// - Throws: ``CameraError``: no such device, no permission, not a video device.
  package convenience init(path: String) throws {
    try self.init(path: path, calls: KernelCalls())
  }

  package init(path: String, calls: any DeviceCalls) throws {
    handle = try DeviceHandle(path: path, calls: calls)
    var answer = v4l2_capability()
    guard try handle.ask(CV4L2_QUERYCAP, "VIDIOC_QUERYCAP", &answer) else {
      throw CameraError.notAVideoDevice(device: path)
    }
    capability = V4L2Capability(answer)
  }
}
