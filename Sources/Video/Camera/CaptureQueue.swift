import CV4L2
import Glibc

/// The buffers that a driver fills and the program empties in turn, mapped into memory. One
/// thread; everything is given back when the last holder lets go.
final class CaptureQueue {
  private let device: V4L2Device
  private var mappings: [UnsafeMutableRawBufferPointer] = []
  private var isFree = false

  /// Asks for buffers, maps them and hands them all to the driver.
  ///
  /// - Parameter count: buffers to ask for; the driver may give more or fewer.
  init(_ device: V4L2Device, count: Int = 4) throws {
    self.device = device
    let given = try Self.request(count, device)
    guard given > 0 else {
      throw CameraError.unusableMode(device: device.path, detail: "no capture buffers")
    }
    for index in 0..<given {
      var buffer = Self.empty(index)
      try device.handle.request(CV4L2_QUERYBUF, "VIDIOC_QUERYBUF", &buffer)
      let (length, offset) = (Int(buffer.length), Int(buffer.m.offset))
      let pointer = try calling("mmap", on: device.path) { () throws(Errno) in
        try device.handle.calls.map(device.handle.descriptor, length: length, offset: offset)
      }
      mappings.append(UnsafeMutableRawBufferPointer(start: pointer, count: length))
    }
    for index in 0..<given { try enqueue(index) }
  }

  deinit { free() }

  /// Ends streaming and gives all buffers back; the queue is of no use afterwards.
  func free() {
    guard !isFree else { return }
    isFree = true
    // The device may have gone: what cannot be given back is gone with it.
    var type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    try? device.handle.request(CV4L2_STREAMOFF, "VIDIOC_STREAMOFF", &type)
    for mapping in mappings {
      if let pointer = mapping.baseAddress {
        device.handle.calls.unmap(pointer, length: mapping.count)
      }
    }
    mappings = []
    _ = try? Self.request(0, device)
  }

  /// Number of buffers.
  var count: Int { mappings.count }

  /// Tells the camera to begin.
  func start() throws {
    var type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    do {
      try device.handle.request(CV4L2_STREAMON, "VIDIOC_STREAMON", &type)
    } catch {
      // Nobody feeds a loopback device, or the camera has crashed.
      throw error.code == EIO ? .streamBroken(device: device.path) : error
    }
  }

  /// Takes the oldest filled buffer from the driver; nil when there is none at the moment.
  func dequeue() throws -> CaptureBuffer? {
    var buffer = Self.empty(0)
    do {
      try device.handle.request(CV4L2_DQBUF, "VIDIOC_DQBUF", &buffer)
    } catch {
      switch error.code {
      case EAGAIN: return nil
      case EIO, EINVAL: throw CameraError.streamBroken(device: device.path)
      default: throw error
      }
    }
    guard Int(buffer.index) < mappings.count else {
      throw CameraError.streamBroken(device: device.path)
    }
    return CaptureBuffer(buffer)
  }

  /// Gives a buffer back to the driver, to be filled again.
  func enqueue(_ index: UInt32) throws {
    var buffer = Self.empty(index)
    try device.handle.request(CV4L2_QBUF, "VIDIOC_QBUF", &buffer)
  }

  /// Calls `body` with the bytes that the driver wrote into a buffer taken from it.
  func withBytes<Result>(
    of buffer: CaptureBuffer, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let mapping = mappings[Int(buffer.index)]
    // SAFETY: the mapping lives as long as the queue; no driver is trusted with the length.
    return try body(UnsafeRawBufferPointer(rebasing: mapping.prefix(max(0, buffer.bytesUsed))))
  }

  private static func request(_ count: Int, _ device: V4L2Device) throws -> UInt32 {
    var answer = v4l2_requestbuffers()
    answer.count = UInt32(count)
    answer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    answer.memory = V4L2_MEMORY_MMAP.rawValue
    try device.handle.request(CV4L2_REQBUFS, "VIDIOC_REQBUFS", &answer)
    return answer.count
  }

  private static func empty(_ index: UInt32) -> v4l2_buffer {
    var buffer = v4l2_buffer()
    buffer.index = index
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    buffer.memory = V4L2_MEMORY_MMAP.rawValue
    return buffer
  }
}
