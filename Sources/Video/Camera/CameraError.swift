import Glibc

/// What can go wrong with a camera. The text says what failed, on which device, why, and what to
/// try.
package enum CameraError: Error, Equatable, Sendable {
  /// A system call failed for a reason that no other case names.
  case callFailed(operation: String, device: String, code: Int32)
  /// There is no such device.
  case notFound(device: String)
  /// The path exists but is not a video device at all.
  case notAVideoDevice(device: String)
  /// A video device that takes no pictures: a metadata node, an output, a codec.
  case notACamera(device: String, kind: V4L2DeviceKind)
  /// The user may not open the device, but members of `group` may; nil where it has no rights.
  case noPermission(device: String, group: String?)
  /// Another program is using the camera; `holders` names those that have it open, as far as the
  /// kernel tells.
  case busy(device: String, holders: [String])
  /// The bus has no room for the mode that was asked for.
  case noBandwidth(device: String)
  /// The camera was unplugged or its driver let go of it.
  case disconnected(device: String)
  /// No whole frame came for `seconds`; `broken` counts the damaged ones that did.
  case stalled(device: String, seconds: Double, broken: Int)
  /// The driver gave the stream up with an error; opening the camera again may help.
  case streamBroken(device: String)
  /// The camera has no pixel format that is understood here.
  case noUsableFormat(device: String, offered: [PixelFormat])
  /// The camera does not have the pixel format that was asked for.
  case formatNotOffered(device: String, wished: PixelFormat, offered: [PixelFormat])
  /// The format is one for libv4lconvert, which cannot be used.
  case noConverter(device: String, format: PixelFormat, reason: String)
  /// What the driver set instead of the mode asked for makes no sense.
  case unusableMode(device: String, detail: String)
  /// A frame's bytes are not the picture that they should be.
  case brokenFrame(detail: String)
  /// The camera has no such setting.
  case noSuchControl(device: String, name: String, existing: [String])
  /// A setting does not take such a value.
  case badControlValue(device: String, name: String, value: String, allowed: String)
  /// The camera refused a value.
  case controlRefused(device: String, name: String, value: String, reason: String)
  /// There is no camera on this machine.
  case noCamera
  /// No camera is called so; `cameras` are those there are.
  case noSuchCamera(name: String, cameras: [String])
  /// More than one camera is called so.
  case ambiguous(name: String, cameras: [String])

  /// The error of a failed call, by what it was done to and its error number.
  package init(operation: String, device: String, failure: Errno) {
    switch failure.code {
    case ENODEV, ENXIO: self = .disconnected(device: device)
    case ENOENT: self = .notFound(device: device)
    case EACCES, EPERM:
      self = .noPermission(device: device, group: DeviceGroup.name(of: device))
    case EBUSY: self = .busy(device: device, holders: DeviceHolders.names(of: device))
    case ENOSPC: self = .noBandwidth(device: device)
    default: self = .callFailed(operation: operation, device: device, code: failure.code)
    }
  }

  /// The error number of a call that failed for a reason without a case of its own.
  var code: Int32? {
    if case .callFailed(_, _, let code) = self { code } else { nil }
  }

  /// Whether the same camera may work when it is opened again later: unplugged, stalled, stream
  /// broken off, or held by another program.
  package var mayRecover: Bool {
    switch self {
    case .disconnected, .stalled, .streamBroken, .busy, .notFound: true
    default: false
    }
  }

  /// Whether the camera is not there at all.
  package var isAbsence: Bool {
    switch self {
    case .disconnected, .notFound: true
    default: false
    }
  }
}

extension CameraError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .callFailed(let operation, let device, let code):
      "\(device): \(operation) failed: \(Errno(code).text) (errno \(code)); "
        + "try another mode, or plug the camera out and in again"
    case .notFound(let device):
      "\(device): no such device; `emotion-detector devices` lists the cameras"
    case .notAVideoDevice(let device):
      "\(device): not a video device; `emotion-detector devices` lists the cameras"
    case .notACamera(let device, let kind):
      "\(device): takes no pictures, it is \(kind.text); "
        + "`emotion-detector devices` lists the cameras"
    case .noPermission(let device, let group?):
      "\(device): no permission to open it; it is for members of the group \(group): "
        + "`sudo usermod -aG \(group) $USER`, then log out and in again"
    case .noPermission(let device, nil):
      "\(device): no permission to open it, and its group has none either; `ls -l \(device)` shows "
        + "whom it belongs to"
    case .busy(let device, let holders) where holders.isEmpty:
      "\(device): another program is using it (`sudo fuser -v \(device)` names it); "
        + "close that one first"
    case .busy(let device, let holders):
      "\(device): in use by \(holders.joined(separator: ", ")); close that first"
    case .noBandwidth(let device):
      "\(device): the USB bus has no room for this mode; try `--pixel-format MJPG`, a smaller "
        + "`--width` and `--height`, or another port"
    case .disconnected(let device):
      "\(device): the camera was disconnected; plug it in again"
    case .stalled(let device, let seconds, 0):
      "\(device): no frame for \(seconds) s; check the cable, or whether the camera is switched off"
    case .stalled(let device, let seconds, let broken):
      "\(device): no whole frame for \(seconds) s, \(broken) damaged ones; "
        + "try another cable, port or `--pixel-format`"
    case .streamBroken(let device):
      "\(device): the driver broke the stream off (input/output error); open the camera again"
    case .noUsableFormat(let device, let offered):
      "\(device): no pixel format that is understood, only \(Self.list(offered)); "
        + "`emotion-detector devices` lists what it offers"
    case .formatNotOffered(let device, let wished, let offered):
      "\(device): no pixel format \(wished), only \(Self.list(offered)); "
        + "`emotion-detector devices` lists what it offers"
    case .noConverter(let device, let format, let reason):
      "\(device): pictures in \(format) are made by libv4lconvert, which can't be used: \(reason); "
        + "install it (Debian: libv4lconvert0)"
    case .unusableMode(let device, let detail):
      "\(device): the driver set an unusable mode, \(detail); try another `--width`, `--height` or "
        + "`--pixel-format`"
    case .brokenFrame(let detail):
      "damaged camera frame: \(detail)"
    case .noSuchControl(let device, let name, let existing):
      "\(device): no control \"\(name)\", only \(Self.list(existing)); "
        + "`emotion-detector devices` lists them with their values"
    case .badControlValue(let device, let name, let value, let allowed):
      "\(device): \"\(value)\" is no value of \(name), which takes \(allowed)"
    case .controlRefused(let device, let name, let value, let reason):
      "\(device): the camera refuses \(value) for \(name): \(reason); another control may have to be "
        + "set first, such as an automatic one switched off"
    case .noSuchCamera(let name, let cameras):
      "no camera is called \"\(name)\"; there are \(Self.list(cameras)); give a path or part of a name"
    case .ambiguous(let name, let cameras):
      "\"\(name)\" may be \(cameras.joined(separator: " or ")); give more of the name, or the path"
    case .noCamera:
      "no camera found; plug one in, or name a file with `--source`"
    }
  }

  private static func list(_ things: [some CustomStringConvertible]) -> String {
    things.isEmpty ? "none" : things.map(\.description).joined(separator: ", ")
  }
}
