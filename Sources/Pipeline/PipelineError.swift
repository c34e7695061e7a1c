/// What goes wrong with a stream of frames.
package enum PipelineError: Error, Equatable, CustomStringConvertible {
  /// A stream of frames has none.
  case noFrames(source: String)

  package var description: String {
    switch self {
    case .noFrames(let source):
      "\(source): holds no frame that can be shown; is the file complete?"
    }
  }
}
