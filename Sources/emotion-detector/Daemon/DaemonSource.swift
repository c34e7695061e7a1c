import Daemon
import Foundation
import Logging
import Synchronization
import Video

/// Opens what the configuration names: a file, or a camera that may be away.
struct DaemonSource {
  private let settings: SourceSettings
  private let log: Logger

  init(_ settings: SourceSettings, log: Logger) {
    self.settings = settings
    self.log = log
  }

  /// Opens it. A camera that is away but may come is no failure.
  ///
  /// - Throws: what can't be healed by waiting.
  func open() throws -> LiveSource {
    if let file = settings.file { return try .file(file, loop: settings.loop) }
    let wish = CameraWish(
      width: settings.width, height: settings.height, framesPerSecond: settings.fps,
      pixelFormat: settings.pixelFormat.flatMap(PixelFormat.init))
    let awaited = AwaitedCamera(settings.camera, wish: wish, log: log)
    let reopen: @Sendable () throws -> any FrameSource = { try awaited.open() }
    let watch: @Sendable () -> DeviceWatch? = { try? DeviceWatch() }
    do {
      let camera = try awaited.open()
      return LiveSource(
        frames: camera, mode: .live, captureMode: "\(camera.format)", reopen: reopen, watch: watch)
    } catch let error as CameraError where Self.mayHeal(error) {
      let absent = AbsentSource(name: settings.camera ?? "camera", reason: error)
      return LiveSource(frames: absent, mode: .live, reopen: reopen, watch: watch)
    }
  }

  /// Whether waiting may help: the camera is plugged in, or given free.
  static func mayHeal(_ error: any Error) -> Bool {
    switch error as? CameraError {
    case .noCamera, .noSuchCamera: true
    case let error?: error.mayRecover
    case nil: false
    }
  }
}

/// A camera that may not be there yet: whichever is opened first is known again from then on.
private final class AwaitedCamera: Sendable {
  private let name: String?
  private let wish: CameraWish
  private let log: Logger
  private let known = Mutex<CameraConnection?>(nil)

  /// - Parameter name: a path or part of a camera's name; nil for the first camera with colour.
  init(_ name: String?, wish: CameraWish, log: Logger) {
    self.name = name
    self.wish = wish
    self.log = log
  }

  func open() throws -> CameraSource {
    try known.withLock { known in
      let connection = try known ?? CameraConnection(name: path(), wish: wish, log: log)
      let camera = try connection.open()
      known = connection
      return camera
    }
  }

  private func path() throws -> String {
    if let name { return try CameraList.path(of: name) }
    guard let camera = CameraList.discover().defaultCamera else { throw CameraError.noCamera }
    return camera.stableName ?? camera.path
  }
}
