import CV4L2
import Foundation
import Video

/// A camera that answers the kernel's calls as a test tells it to.
final class ScriptedCamera: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`, or by the one thread that captures.

  /// A setting of the camera.
  struct Control {
    var id: UInt32
    var name: String
    var type = V4L2_CTRL_TYPE_INTEGER
    var range: ClosedRange<Int32> = 0...255
    var value: Int32 = 0
    var menu: [String] = []
  }

  /// What comes next, when the program waits for a frame.
  enum Event {
    /// A frame, all its bytes of one level, so long after the one before.
    case frame(after: Duration = .milliseconds(33), bytes: Int? = nil, flags: UInt32 = 0)
    /// The driver's clock leaps, the true time does not.
    case stampsLeap(Duration)
    /// Nothing for so long.
    case silence(Duration)
    case unplugged
  }

  var card = "Scripted"
  var driver = "scripted"
  var bus = "usb-0000:00:14.0-1"
  var deviceCaps = UInt32(V4L2_CAP_VIDEO_CAPTURE) | UInt32(V4L2_CAP_STREAMING)
  var formats: [CameraFormat] = []
  var controls: [Control] = []
  var events: [Event] = []
  /// The error of `VIDIOC_STREAMON` in a mode; 0: it begins.
  var streamingFails: (PixelFormat, CameraExtent) -> Int32 = { _, _ in 0 }
  /// What a frame's bytes are; all 128 where nothing is painted.
  var paint: (UnsafeMutableRawBufferPointer) -> Void = { _ in }
  /// The error of opening it.
  var openFails: Int32 = 0

  private let lock = NSLock()
  private var opened = 0
  private var closed = 0
  private(set) var pix = v4l2_pix_format()
  private(set) var isStreaming = false
  private var rate = v4l2_fract(numerator: 1, denominator: 30)
  private var queued: [UInt32] = []
  private var filled: [v4l2_buffer] = []
  private var sequence: UInt32 = 0
  private var time: Duration = .seconds(100)
  private var leap: Duration = .zero
  private var isGone = false

  /// How many are using it.
  var users: Int { lock.withLock { opened - closed } }
  var mode: String { "\(PixelFormat(code: pix.pixelformat)) \(pix.width)x\(pix.height)" }

  func opens() throws(Errno) {
    if openFails != 0 { throw Errno(openFails) }
    lock.withLock { opened += 1 }
  }

  func closes() { lock.withLock { closed += 1 } }

  func now() -> Duration { time }

  func map(length: Int) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 128, count: length)
    paint(UnsafeMutableRawBufferPointer(start: memory, count: length))
    return memory
  }

  func wait(timeout: Duration) -> DeviceEvents {
    while filled.isEmpty, !events.isEmpty {
      switch events.removeFirst() {
      case .frame(let step, let bytes, let flags):
        time += step
        sequence += 1
        fill(bytes ?? Int(pix.sizeimage), flags)
      case .stampsLeap(let step): leap += step
      case .silence(let length):
        if length < timeout {
          time += length
        } else {
          events.insert(.silence(length - timeout), at: 0)
          time += timeout
          return []
        }
      case .unplugged: isGone = true
      }
      if isGone { return [.failed, .gone] }
    }
    if isGone { return [.failed, .gone] }
    if !filled.isEmpty { return .readable }
    time += timeout
    return []
  }

  private func fill(_ bytes: Int, _ flags: UInt32) {
    guard !queued.isEmpty else { return }
    var buffer = v4l2_buffer()
    buffer.index = queued.removeFirst()
    buffer.bytesused = UInt32(bytes)
    buffer.sequence = sequence
    buffer.flags = flags | UInt32(V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
    let stamp = (time + leap).components
    buffer.timestamp = timeval(
      tv_sec: Int(stamp.seconds), tv_usec: Int(stamp.attoseconds / 1_000_000_000_000))
    filled.append(buffer)
  }

  // MARK: - Requests

  func answer(_ request: UInt, _ argument: UnsafeMutableRawPointer) throws(Errno) {
    if isGone { throw Errno(ENODEV) }
    switch request {
    case CV4L2_QUERYCAP: queryCapability(argument)
    case CV4L2_ENUM_FMT: try listFormat(argument)
    case CV4L2_ENUM_FRAMESIZES: try listSize(argument)
    case CV4L2_ENUM_FRAMEINTERVALS: try listInterval(argument)
    case CV4L2_G_FMT: argument.assumingMemoryBound(to: v4l2_format.self).pointee.fmt.pix = pix
    case CV4L2_S_FMT: setFormat(&argument.assumingMemoryBound(to: v4l2_format.self).pointee.fmt.pix)
    case CV4L2_G_PARM, CV4L2_S_PARM:
      setRate(&argument.assumingMemoryBound(to: v4l2_streamparm.self).pointee, request)
    case CV4L2_REQBUFS: queued = []
    case CV4L2_QUERYBUF:
      argument.assumingMemoryBound(to: v4l2_buffer.self).pointee.length = pix.sizeimage
    case CV4L2_QBUF: queued.append(argument.assumingMemoryBound(to: v4l2_buffer.self).pointee.index)
    case CV4L2_DQBUF:
      guard !filled.isEmpty else { throw Errno(EAGAIN) }
      argument.assumingMemoryBound(to: v4l2_buffer.self).pointee = filled.removeFirst()
    case CV4L2_STREAMON: try beginStreaming()
    case CV4L2_STREAMOFF: isStreaming = false
    case CV4L2_QUERYCTRL:
      try queryControl(&argument.assumingMemoryBound(to: v4l2_queryctrl.self).pointee)
    case CV4L2_QUERYMENU:
      try queryMenu(&argument.assumingMemoryBound(to: v4l2_querymenu.self).pointee)
    case CV4L2_G_CTRL, CV4L2_S_CTRL:
      try useControl(&argument.assumingMemoryBound(to: v4l2_control.self).pointee, request)
    default: throw Errno(ENOTTY)
    }
  }

  private func queryCapability(_ argument: UnsafeMutableRawPointer) {
    let answer = argument.assumingMemoryBound(to: v4l2_capability.self)
    answer.pointee.capabilities = V4L2_CAP_DEVICE_CAPS
    answer.pointee.device_caps = deviceCaps
    write(driver, to: &answer.pointee.driver)
    write(card, to: &answer.pointee.card)
    write(bus, to: &answer.pointee.bus_info)
  }

  private func listFormat(_ argument: UnsafeMutableRawPointer) throws(Errno) {
    let answer = argument.assumingMemoryBound(to: v4l2_fmtdesc.self)
    guard let format = formats.dropFirst(Int(answer.pointee.index)).first else {
      throw Errno(EINVAL)
    }
    answer.pointee.pixelformat = format.pixelFormat.code
  }

  private func sizes(of code: UInt32) -> [CameraFrameSize] {
    formats.first { $0.pixelFormat.code == code }?.sizes ?? []
  }

  private func listSize(_ argument: UnsafeMutableRawPointer) throws(Errno) {
    let answer = argument.assumingMemoryBound(to: v4l2_frmsizeenum.self)
    let all = sizes(of: answer.pointee.pixel_format)
    guard let size = all.dropFirst(Int(answer.pointee.index)).first else { throw Errno(EINVAL) }
    answer.pointee.type = V4L2_FRMSIZE_TYPE_DISCRETE.rawValue
    answer.pointee.discrete = v4l2_frmsize_discrete(
      width: UInt32(size.width), height: UInt32(size.height))
  }

  private func listInterval(_ argument: UnsafeMutableRawPointer) throws(Errno) {
    let answer = argument.assumingMemoryBound(to: v4l2_frmivalenum.self)
    let size = sizes(of: answer.pointee.pixel_format).first {
      $0.width == Int(answer.pointee.width) && $0.height == Int(answer.pointee.height)
    }
    guard let rate = size?.rates.dropFirst(Int(answer.pointee.index)).first else {
      throw Errno(EINVAL)
    }
    answer.pointee.type = V4L2_FRMIVAL_TYPE_DISCRETE.rawValue
    answer.pointee.discrete = v4l2_fract(numerator: 1, denominator: UInt32(rate))
  }

  private func setFormat(_ wish: inout v4l2_pix_format) {
    wish.bytesperline = PixelFormat(code: wish.pixelformat).isJPEG ? 0 : wish.width * 2
    wish.sizeimage = wish.width * wish.height * 2
    pix = wish
  }

  private func setRate(_ parameters: inout v4l2_streamparm, _ request: UInt) {
    if request == CV4L2_S_PARM { rate = parameters.parm.capture.timeperframe }
    parameters.parm.capture.capability = UInt32(V4L2_CAP_TIMEPERFRAME)
    parameters.parm.capture.timeperframe = rate
  }

  private func beginStreaming() throws(Errno) {
    let size = CameraExtent(width: Int(pix.width), height: Int(pix.height))
    let code = streamingFails(PixelFormat(code: pix.pixelformat), size)
    guard code == 0 else { throw Errno(code) }
    isStreaming = true
  }

  private func queryControl(_ answer: inout v4l2_queryctrl) throws(Errno) {
    let last = answer.id & ~V4L2_CTRL_FLAG_NEXT_CTRL
    let isNext = answer.id & V4L2_CTRL_FLAG_NEXT_CTRL != 0
    let found = controls.sorted { $0.id < $1.id }.first { isNext ? $0.id > last : $0.id == last }
    guard let found else { throw Errno(EINVAL) }
    answer.id = found.id
    answer.type = found.type.rawValue
    answer.minimum = found.range.lowerBound
    answer.maximum = found.range.upperBound
    answer.step = 1
    answer.default_value = found.range.lowerBound
    answer.flags = 0
    write(found.name, to: &answer.name)
  }

  private func queryMenu(_ answer: inout v4l2_querymenu) throws(Errno) {
    let id = answer.id
    guard let menu = controls.first(where: { $0.id == id })?.menu,
      menu.indices.contains(Int(answer.index))
    else { throw Errno(EINVAL) }
    withUnsafeMutableBytes(of: &answer) { bytes in
      // The name lies behind id and index.
      for (offset, byte)
        in (Array(menu[Int(bytes.load(fromByteOffset: 4, as: UInt32.self))].utf8)
        + [0]).enumerated()
      { bytes[8 + offset] = byte }
    }
  }

  private func useControl(_ setting: inout v4l2_control, _ request: UInt) throws(Errno) {
    let id = setting.id
    guard let index = controls.firstIndex(where: { $0.id == id }) else { throw Errno(EINVAL) }
    if request == CV4L2_S_CTRL {
      guard controls[index].range.contains(setting.value) else { throw Errno(ERANGE) }
      controls[index].value = setting.value
    }
    setting.value = controls[index].value
  }

  private func write<Field>(_ text: String, to field: inout Field) {
    withUnsafeMutableBytes(of: &field) { bytes in
      for (index, byte) in text.utf8.prefix(bytes.count - 1).enumerated() { bytes[index] = byte }
    }
  }
}
