import Foundation
import Logging
import Overlay
import Pictures
import Video

/// Where the frames of `live` come from.
struct LiveSource {
  /// The open source.
  let frames: any FrameSource
  /// How it is named in the window and the terminal.
  let mode: OverlayStatus.Mode
  /// The capture mode, for the record; nil for files.
  var captureMode: String?
  /// The file it reads; nil for cameras.
  var file: String?
  /// Opens it again after a loss; nil where a loss is the end.
  var reopen: (@Sendable () throws -> any FrameSource)?
  /// Watches for its return after a loss; nil where there is nothing to watch.
  var watch: (@Sendable () -> DeviceWatch?)?

  /// The built-in demo.
  static func demo() throws -> LiveSource {
    LiveSource(frames: try DemoSource(), mode: .demo)
  }

  /// A camera, which is known again wherever it is plugged in.
  ///
  /// - Parameters:
  ///   - name: the device as it is to be opened: a path, or part of a camera's name.
  ///   - log: told, once, what the camera does instead of what was wished.
  static func camera(
    _ name: String, wish: CameraWish,
    log: Logger = Logger(label: "camera") { _ in SwiftLogNoOpLogHandler() }
  ) throws -> LiveSource {
    let path = try CameraList.path(of: name)
    let connection = CameraConnection(name: path, wish: wish, log: log)
    let camera = try connection.open()
    return LiveSource(
      frames: camera, mode: .live, captureMode: "\(camera.format)",
      reopen: { try connection.open() }, watch: { try? DeviceWatch() })
  }

  /// A video file or a folder of pictures, played as if it were a camera.
  static func file(_ path: String, loop: Bool) throws -> LiveSource {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandError.unreadable(path: path, reason: "no such file or folder")
    }
    let holdsPictures = isFolder.boolValue
    let open: @Sendable () throws -> any FrameSource = {
      if holdsPictures { return try PictureFolderSource(path: path, decode: Picture.read) }
      return try VideoFileSource(path: path)
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    return LiveSource(
      frames: try PacedSource(ending: loop ? .startsOver : .stops, open: open), mode: .file(name),
      file: path)
  }
}
