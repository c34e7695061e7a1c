import CFFmpeg

/// FFmpeg's libraries, which are opened only when a video file is.
enum FFmpegLibraries {
  private static let failure: String? = {
    if let reason = ffmpeg_load() { return String(cString: reason) }
    FFmpegLog.takeOver()
    return nil
  }()

  /// Opens them at the first call; every way to FFmpeg begins with it.
  ///
  /// - Throws: ``VideoError/noLibrary(reason:)``.
  static func load() throws {
    if let failure { throw VideoError.noLibrary(reason: failure) }
  }
}
