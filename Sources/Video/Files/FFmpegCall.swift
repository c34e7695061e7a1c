import CFFmpeg

/// The one way FFmpeg's functions are called where they can fail.
enum FFmpegCall {
  /// Passes a result on, or throws where it is an error.
  ///
  /// - Parameters:
  ///   - result: what the function returned: negative for an error.
  ///   - makeError: the error to throw, from FFmpeg's reason in words.
  @discardableResult
  static func check(_ result: Int32, orThrow makeError: (String) -> VideoError) throws -> Int32 {
    guard result < 0 else { return result }
    throw makeError(reason(of: result))
  }

  /// Passes an allocated object on, or throws where memory ran out.
  static func check<T>(
    _ pointer: UnsafeMutablePointer<T>?, orThrow makeError: (String) -> VideoError
  ) throws -> UnsafeMutablePointer<T> {
    guard let pointer else { throw makeError("out of memory") }
    return pointer
  }

  /// What FFmpeg says about an error code.
  static func reason(of code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(AV_ERROR_MAX_STRING_SIZE)) { text in
      // SAFETY: FFmpeg ends the text with a zero within the size it is told of.
      text.initialize(repeating: 0)
      av_strerror(code, text.baseAddress, text.count)
      return text.baseAddress.map { String(cString: $0) } ?? "error \(code)"
    }
  }
}
