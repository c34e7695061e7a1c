import Daemon
import Foundation
import Video

/// Opens what the configuration names: a file, or a camera that may be away.
struct DaemonSource {
  private let settings: SourceSettings
  private let wish: CameraWish

  /// - Throws: ``Daemon/UnusableValue`` never; the pixel format was checked with the configuration.
  init(_ settings: SourceSettings) {
    self.settings = settings
    wish = CameraWish(
      width: settings.width, height: settings.height, framesPerSecond: settings.fps,
      pixelFormat: settings.pixelFormat.flatMap(PixelFormat.init))
  }

  /// Opens it. A camera that is away but may come is no failure.
  ///
  /// - Throws: what can't be healed by waiting.
  func open() throws -> LiveSource {
    if let file = settings.file { return try .file(file, loop: settings.loop) }
    let reopen = reopen
    do {
      let camera = try openCamera()
      return LiveSource(
        frames: camera, mode: .live, captureMode: "\(camera.format)", reopen: reopen)
    } catch let error as CameraError where Self.mayHeal(error) {
      let absent = AbsentSource(name: settings.camera ?? "camera", reason: error)
      return LiveSource(frames: absent, mode: .live, reopen: reopen)
    }
  }

  /// Whether waiting may help: the camera is plugged in, or given free.
  static func mayHeal(_ error: any Error) -> Bool {
    guard let error = error as? CameraError else { return false }
    return error.mayRecover || error == .noCamera
  }

  private var reopen: @Sendable () throws -> any FrameSource {
    let (device, wish) = (settings.camera, wish)
    return { try Self.openCamera(device, wish) }
  }

  private func openCamera() throws -> CameraSource { try Self.openCamera(settings.camera, wish) }

  private static func openCamera(_ device: String?, _ wish: CameraWish) throws -> CameraSource {
    if let device { return try CameraSource(device: device, mode: wish) }
    guard let camera = CameraList.discover().defaultCamera else { throw CameraError.noCamera }
    return try CameraSource(device: camera.stableName ?? camera.path, mode: wish)
  }
}
