import Imaging

/// A file of one format whose header was read. No pixel is decoded before it is asked for.
protocol PictureDecoder {
  /// What the format is called in messages.
  static var format: String { get }

  /// Whether the first bytes are those of this format.
  static func recognizes(_ bytes: [UInt8]) -> Bool

  /// Reads the header.
  init(_ bytes: [UInt8], name: String) throws

  /// Width in pixels as stored, before the orientation is applied.
  var width: Int { get }
  /// Height in pixels as stored, before the orientation is applied.
  var height: Int { get }
  /// How the stored pixels have to be turned to be upright.
  var orientation: Orientation { get }

  /// Whether the file is shorter than any of its format with as many pixels: a header of a few
  /// bytes must not make hundreds of megabytes be reserved and filled.
  var isTooShort: Bool { get }

  /// Decodes the pixels as stored, transparent ones on white.
  func color() throws -> ColorImage
  /// Decodes the pixels as stored to gray levels, transparent ones on white.
  func gray() throws -> GrayImage
}
