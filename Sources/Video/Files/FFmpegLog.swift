import CFFmpeg
import Logging

/// Sends FFmpeg's own log to swift-log, at debug, instead of to standard error.
enum FFmpegLog {
  private static let logger = Logger(label: "ffmpeg")

  static func takeOver() {
    av_log_set_callback { context, level, format, arguments in
      guard level <= AV_LOG_WARNING, let arguments else { return }
      FFmpegLog.write(context, level, format, arguments)
    }
  }

  private static func write(
    _ context: UnsafeMutableRawPointer?, _ level: Int32, _ format: UnsafePointer<CChar>?,
    _ arguments: CVaListPointer
  ) {
    guard logger.logLevel <= .debug else { return }
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { line in
      // SAFETY: FFmpeg ends the line with a zero within the 1024 bytes it is told of.
      line.initialize(repeating: 0)
      ffmpeg_log_line(context, level, format, arguments, line.baseAddress, Int32(line.count))
      return line.baseAddress.map { String(cString: $0) } ?? ""
    }
    logger.debug("\(text.trimmingSuffix { $0.isNewline })")
  }
}

extension String {
  fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isUnwanted(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
