/// A pixel format that a camera offers, with its sizes.
package struct CameraFormat: Sendable, Equatable, Codable {
  /// The format's four-character code.
  package let pixelFormat: PixelFormat
  /// The driver's words for it, such as "YUYV 4:2:2".
  package let description: String
  /// The sizes, the greatest first; empty where the driver does not say.
  package let sizes: [CameraFrameSize]

  package init(pixelFormat: PixelFormat, description: String, sizes: [CameraFrameSize]) {
    self.pixelFormat = pixelFormat
    self.description = description
    self.sizes = sizes
  }

  /// Whether frames in this format can be used.
  package var isSupported: Bool { PixelFormat.supported.contains(pixelFormat) }

  private enum CodingKeys: String, CodingKey {
    case pixelFormat = "pixel_format"
    case description, sizes
  }
}
