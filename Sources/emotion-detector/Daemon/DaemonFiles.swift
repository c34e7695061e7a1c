import Daemon
import EmotionRecognition
import Foundation
import Video

/// Looks whether what the configuration names is there.
enum DaemonFiles {
  static let checks = [
    ConfigurationCheck("source.file") { configuration in
      guard let file = configuration.source.file else { return nil }
      let isThere = FileManager.default.isReadableFile(atPath: file)
      return isThere ? nil : "is no file or folder that can be read: \(file)"
    },
    ConfigurationCheck("source.pixel_format") { configuration in
      guard let format = configuration.source.pixelFormat, PixelFormat(format) == nil else {
        return nil
      }
      return "is a code such as YUYV or MJPG, not \(format)"
    },
    ConfigurationCheck("analysis.model") { configuration in
      complaint { _ = try DataLocator().model(configuration.analysis.model) }
    },
    ConfigurationCheck("analysis.cascade") { configuration in
      complaint { _ = try DataLocator().cascade(configuration.analysis.cascade) }
    },
  ]

  private static func complaint(_ look: () throws -> Void) -> String? {
    do {
      try look()
      return nil
    } catch { return "can't be used: \(error)" }
  }
}
