import FoundationEssentials
import Logging
import Synchronization

/// Opens a camera, and opens the same one again after it was lost: it is known by its serial number
/// or its place on the bus, not by the number of its path. Any thread.
package final class CameraConnection: Sendable {
  /// The camera as it was asked for.
  package let name: String
  private let wish: CameraWish
  private let calls: any DeviceCalls
  private let system: String
  private let remarks: Remarks
  private let known = Mutex<Known?>(nil)

  /// The camera that was opened, and where it was last.
  private struct Known {
    let identity: CameraIdentity
    var path: String
  }

  /// - Parameters:
  ///   - name: the device, such as `/dev/video0`, or a link to it.
  ///   - wish: the capture mode one would like.
  ///   - log: what there is to say of the camera is said there, each thing once.
  package convenience init(name: String, wish: CameraWish, log: Logger) {
    self.init(name: name, wish: wish, log: log, calls: KernelCalls())
  }

  /// - Parameter system: where sysfs is mounted.
  package init(
    name: String, wish: CameraWish, log: Logger, calls: any DeviceCalls, system: String = "/sys"
  ) {
    self.name = name
    self.wish = wish
    self.calls = calls
    self.system = system
    remarks = Remarks(log)
  }

  /// Opens the camera: the first time by its name, later wherever it is found.
  ///
  /// - Throws: ``CameraError``; `.disconnected` as long as it has not come back.
  package func open() throws -> CameraSource {
    guard let camera = known.withLock({ $0 }) else { return try open(name) }
    var failure: CameraError?
    for path in candidates(camera) {
      let node = VideoNode(of: path, system: system)
      guard camera.identity.mayBeSame(as: node) else { continue }
      do {
        let device = try V4L2Device(path: path, calls: calls)
        guard device.capability.kind == .camera,
          camera.identity.isSame(as: device.capability, node)
        else { continue }
        return try open(device)
      } catch let error as CameraError {
        if !error.isAbsence { failure = failure ?? error }
      }
    }
    if let failure { throw failure }
    // A link that udev names after a product or a port leads to what the user wants there.
    if isLink, FileManager.default.fileExists(atPath: name) { return try open(name) }
    throw CameraError.disconnected(device: name)
  }

  private func open(_ path: String) throws -> CameraSource {
    try open(try V4L2Device(path: path, calls: calls))
  }

  private func open(_ device: V4L2Device) throws -> CameraSource {
    let source = try CameraSource(device, mode: wish, remarks: remarks)
    let node = VideoNode(of: device.path, system: system)
    let path = Self.resolved(device.path)
    known.withLock { known in
      if known == nil || isLink {
        let identity = CameraIdentity(
          device.capability, node, hasTwin: node.hasTwin(system: system))
        known = Known(identity: identity, path: path)
      }
      known?.path = path
    }
    return source
  }

  /// All video devices, the path where the camera was last before the others.
  private func candidates(_ camera: Known) -> [String] {
    let folder = URL(fileURLWithPath: camera.path).deletingLastPathComponent().path
    let paths = CameraList.devicePaths(in: folder)
    return paths.filter { $0 == camera.path } + paths.filter { $0 != camera.path }
  }

  private var isLink: Bool { name.contains("/v4l/by-") }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
