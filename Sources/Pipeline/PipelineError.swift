import Foundation

/// What goes wrong with a pipeline's files.
package enum PipelineError: Error, Equatable, CustomStringConvertible {
  /// A file or folder can't be made or written.
  case unwritable(path: String, errno: Int32)
  /// A stream of frames has none.
  case noFrames(source: String)

  package var description: String {
    switch self {
    case .unwritable(let path, let number):
      "\(path): can't be written: \(String(cString: strerror(number))); "
        + (number == ENOSPC
          ? "make room there, or choose another folder" : "choose a place you may write to")
    case .noFrames(let source):
      "\(source): holds no frame that can be shown; is the file complete?"
    }
  }
}
