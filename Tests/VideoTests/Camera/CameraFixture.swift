import Foundation
import Video

/// A folder that stands for `/dev` and `/sys`, with scripted cameras in it.
final class CameraFixture {
  let devices = ScriptedDevices()
  let lines = LogLines()
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["dev/v4l/by-id", "sys/class/video4linux", "sys/devices"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
  }

  func path(_ device: String) -> String { "\(folder.path)/dev/\(device)" }
  var system: String { "\(folder.path)/sys" }

  /// Plugs a camera in.
  ///
  /// - Parameters:
  ///   - port: of the USB.
  ///   - interface: which of its functions.
  func plug(
    _ camera: ScriptedCamera, as device: String, port: String, serial: String? = nil,
    interface: String = "00"
  ) throws {
    let usb = "sys/devices/\(port)"
    let node = "sys/class/video4linux/\(device)"
    let files = FileManager.default
    for name in ["\(usb)/\(interface)", node] {
      try files.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    _ = try folder.file("dev/\(device)", Data())
    _ = try folder.file("\(usb)/idVendor", Data("046d\n".utf8))
    _ = try folder.file("\(usb)/idProduct", Data("0825\n".utf8))
    if let serial { _ = try folder.file("\(usb)/serial", Data("\(serial)\n".utf8)) }
    _ = try folder.file("\(usb)/\(interface)/bInterfaceNumber", Data("\(interface)\n".utf8))
    _ = try folder.file("\(node)/index", Data("0\n".utf8))
    try files.createSymbolicLink(
      atPath: "\(folder.path)/\(node)/device",
      withDestinationPath: "\(folder.path)/\(usb)/\(interface)")
    devices[path(device)] = camera
  }

  /// Pulls a camera out.
  func unplug(_ device: String) throws {
    devices[path(device)] = nil
    let files = FileManager.default
    try files.removeItem(atPath: path(device))
    try files.removeItem(atPath: "\(system)/class/video4linux/\(device)")
  }

  /// A camera as it is asked for.
  func connection(_ name: String, _ wish: CameraWish = CameraWish()) -> CameraConnection {
    CameraConnection(name: name, wish: wish, log: lines.log, calls: devices, system: system)
  }
}

extension ScriptedCamera {
  /// A webcam with YUYV and MJPEG at two sizes.
  static func webcam(bus: String = "usb-1", card: String = "Webcam") -> ScriptedCamera {
    let camera = ScriptedCamera()
    camera.bus = bus
    camera.card = card
    let sizes = [(1280, 720), (640, 480)]
    camera.formats = [PixelFormat.yuyv, .mjpeg].map { format in
      CameraFormat(
        pixelFormat: format, description: "",
        sizes: sizes.map { width, height in
          let isSlow = format == .yuyv && width > 640
          return CameraFrameSize(width: width, height: height, rates: isSlow ? [10] : [30, 15])
        })
    }
    return camera
  }
}
