/// Why a picture could not be decoded or encoded. The text names the picture, the reason and what
/// to try.
package enum PictureError: Error, Equatable, CustomStringConvertible {
  /// No bytes at all.
  case empty(name: String)
  /// The first bytes are those of no format that is read here.
  case foreign(name: String)
  /// More pixels than are read, by the picture's own header.
  case tooManyPixels(name: String, width: Int, height: Int)
  /// The data ends before the picture is complete.
  case truncated(name: String, format: String)
  /// The data contradicts itself, in the decoder's words.
  case damaged(name: String, format: String, reason: String)
  /// A kind of file that is valid but not read here.
  case unsupported(name: String, reason: String)
  /// No format is known for the extension of a file to be written.
  case unknownExtension(path: String)
  /// The picture could not be turned into the format, in the encoder's words.
  case notEncoded(path: String, format: String, reason: String)

  package var description: String {
    switch self {
    case .empty(let name):
      "\(name): the file is empty; copy it again from where it came from"
    case .foreign(let name):
      "\(name): is not a PNG, JPEG or WebP picture; convert it to one of these first"
    case .tooManyPixels(let name, let width, let height):
      "\(name): \(width)x\(height) pixels are more than the \(Picture.maximumPixels / 1_000_000) "
        + "million that are read; make it smaller first"
    case .truncated(let name, let format):
      "\(name): the \(format) picture is truncated, its end is missing; "
        + "copy it again from where it came from"
    case .damaged(let name, let format, let reason):
      "\(name): the \(format) picture is damaged: \(reason); "
        + "copy it again from where it came from"
    case .unsupported(let name, let reason):
      "\(name): \(reason); save it as a plain PNG or JPEG first"
    case .unknownExtension(let path):
      "\(path): pictures are written as .png, .jpg or .jpeg; give the file one of these extensions"
    case .notEncoded(let path, let format, let reason):
      "\(path): cannot be written as \(format): \(reason); try another format or size"
    }
  }
}
