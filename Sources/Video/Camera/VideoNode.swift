import FoundationEssentials

/// What the system knows of a video device without opening it, from sysfs; nil where it does not
/// say, as of devices that are on no USB.
struct VideoNode: Sendable, Equatable {
  /// Vendor and product of the USB device, such as `046d:0825`.
  let product: String?
  /// The USB device's serial number; makers are free to give all of theirs the same one.
  let serial: String?
  /// Which of the device's functions it is: a camera and its infrared neighbour differ in it.
  let function: String?
  private let usbDevice: String?

  /// - Parameters:
  ///   - path: the device or a link to it.
  ///   - system: where sysfs is mounted.
  init(of path: String, system: String = "/sys") {
    let name = Self.deviceName(of: path)
    let folder = "\(system)/class/video4linux/\(name)"
    let interface = URL(fileURLWithPath: "\(folder)/device").resolvingSymlinksInPath().path
    let usb = URL(fileURLWithPath: interface).deletingLastPathComponent().path
    let vendor = Self.text("\(usb)/idVendor")
    usbDevice = vendor.map { _ in usb }
    product = vendor.flatMap { vendor in
      Self.text("\(usb)/idProduct").map { "\(vendor):\($0)" }
    }
    serial = usbDevice.flatMap { _ in Self.text("\(usb)/serial") }
    let parts = [Self.text("\(interface)/bInterfaceNumber"), Self.text("\(folder)/index")]
    function = parts.contains { $0 != nil } ? parts.map { $0 ?? "-" }.joined(separator: ".") : nil
  }

  /// Whether another USB device is plugged in that has the same serial number.
  func hasTwin(system: String = "/sys") -> Bool {
    let folder = "\(system)/class/video4linux"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.lazy.map { VideoNode(of: $0, system: system) }.contains { other in
      other.product == product && other.serial == serial && other.usbDevice != usbDevice
    }
  }

  /// `video0`, whatever link leads to it.
  private static func deviceName(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().lastPathComponent
  }

  private static func text(_ path: String) -> String? {
    guard let content = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let line = content.prefix { $0 != "\n" }
    return line.isEmpty ? nil : String(line)
  }
}
