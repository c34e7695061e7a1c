import FoundationEssentials

/// The cameras of this machine.
package struct CameraList: Sendable, Equatable, Codable {
  /// A device that could not be asked.
  package struct Unreadable: Sendable, Equatable, Codable {
    package let path: String
    /// One sentence: why, and what to try.
    package let error: String
  }

  /// The cameras by the number of their path; metadata nodes, outputs and codecs are left out.
  package let cameras: [CameraInfo]
  /// Devices that may be cameras but did not answer, each with the reason.
  package let unreadable: [Unreadable]

  package init(cameras: [CameraInfo], unreadable: [Unreadable] = []) {
    self.cameras = cameras
    self.unreadable = unreadable
  }

  /// The camera to use when none is named: the first one with colour, else the first that can be
  /// used.
  package var defaultCamera: CameraInfo? {
    cameras.first(where: \.hasColor)
      ?? cameras.first { $0.formats.contains(where: \.isSupported) }
  }

  /// The device that a name means: a path, `video0`, a name of `/dev/v4l/by-id` or `by-path`, or
  /// enough of a product's name, in any case, to tell it from the others.
  ///
  /// - Throws: ``CameraError/noSuchCamera(name:cameras:)``, ``CameraError/ambiguous(name:cameras:)``.
  package static func path(
    of name: String, in directory: String = "/dev", calls: any DeviceCalls = KernelCalls()
  ) throws -> String {
    if name.contains("/") { return name }
    for folder in [directory, "\(directory)/v4l/by-id", "\(directory)/v4l/by-path"] {
      let path = "\(folder)/\(name)"
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return try discover(in: directory, calls: calls).path(ofCardNamed: name)
  }

  private func path(ofCardNamed name: String) throws -> String {
    let wanted = name.lowercased()
    let similar = cameras.filter { $0.card.lowercased().contains(wanted) }
    let same = similar.filter { $0.card.lowercased() == wanted }
    let found = same.count == 1 ? same : similar
    guard found.count <= 1 else {
      throw CameraError.ambiguous(name: name, cameras: found.map(Self.title))
    }
    guard let camera = found.first else {
      throw CameraError.noSuchCamera(name: name, cameras: cameras.map(Self.title))
    }
    return camera.stableName ?? camera.path
  }

  private static func title(_ camera: CameraInfo) -> String { "\(camera.path) (\(camera.card))" }

  /// Asks every video device of the machine what it is.
  package static func discover() -> CameraList { discover(in: "/dev", calls: KernelCalls()) }

  package static func discover(in directory: String, calls: any DeviceCalls) -> CameraList {
    let stableNames = stableNames(in: directory)
    var cameras: [CameraInfo] = []
    var unreadable: [Unreadable] = []
    for path in devicePaths(in: directory) {
      do {
        let device = try V4L2Device(path: path, calls: calls)
        guard device.capability.kind == .camera else { continue }
        cameras.append(try CameraInfo(device, stableName: stableNames[path]))
      } catch {
        unreadable.append(Unreadable(path: path, error: "\(error)"))
      }
    }
    return CameraList(cameras: cameras, unreadable: unreadable)
  }

  /// The paths of all video devices, by number.
  static func devicePaths(in directory: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let numbers = entries.compactMap { entry -> Int? in
      entry.hasPrefix("video") ? Int(entry.dropFirst(5)) : nil
    }
    return numbers.sorted().map { "\(directory)/video\($0)" }
  }

  /// The links of udev that lead to devices, by the device's path; names by product before names
  /// by plug.
  private static func stableNames(in directory: String) -> [String: String] {
    var result: [String: String] = [:]
    for folder in ["\(directory)/v4l/by-id", "\(directory)/v4l/by-path"] {
      let links = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for link in links.sorted() {
        let path = "\(folder)/\(link)"
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
          let name = target.split(separator: "/").last
        else { continue }
        let device = "\(directory)/\(name)"
        if result[device] == nil { result[device] = path }
      }
    }
    return result
  }
}

extension CameraInfo {
  /// Asks an open device for all that it offers.
  init(_ device: V4L2Device, stableName: String?) throws {
    self.init(
      path: device.path, stableName: stableName, card: device.capability.card,
      driver: device.capability.driver, bus: device.capability.bus,
      formats: try device.formats(), controls: try device.controls())
  }
}
