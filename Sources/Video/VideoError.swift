/// Why pictures could not be had from a camera or a file, or not be written to one. The text names
/// the object, the reason and what to try.
package enum VideoError: Error, Equatable, CustomStringConvertible {
  /// A system call failed: what was tried, and the reason in words.
  case system(path: String, operation: String, reason: String)
  /// FFmpeg's libraries are not there, in the dynamic loader's words.
  case noLibrary(reason: String)
  /// A folder was given where a video file is needed.
  case folder(path: String)
  /// A file of no bytes.
  case empty(path: String)
  /// A file that no demuxer takes for video, in FFmpeg's words.
  case notAVideo(path: String, reason: String)
  /// A file without a video stream: sound, subtitles.
  case noPictures(path: String)
  /// A video stream that nothing here decodes.
  case unsupported(path: String, codec: String)
  /// The file ends before its container says so; that many frames came out of it.
  case truncated(path: String, frames: Int)
  /// The data contradicts itself, in FFmpeg's words.
  case damaged(path: String, frames: Int, reason: String)
  /// A folder without a picture that can be read.
  case noPicturesInFolder(path: String)
  /// A recording whose name does not end in `.mkv`.
  case unknownExtension(path: String)
  /// A copy that would take the place of the file it is made from.
  case overwritesSource(path: String)
  /// Neither H.264 nor MPEG-4 can be encoded by the FFmpeg at hand.
  case noEncoder(path: String, reason: String)
  /// Pictures could not be converted, encoded or written, in FFmpeg's words.
  case notWritten(path: String, operation: String, reason: String)

  package var description: String {
    switch self {
    case .system(let path, let operation, let reason):
      "\(path): cannot \(operation): \(reason); check the path and its permissions"
    case .noLibrary(let reason):
      "video files cannot be read or written: \(reason); install FFmpeg's libraries "
        + "(Debian: libavformat59, libswscale6)"
    case .folder(let path):
      "\(path): is a folder, not a video file; name a file inside it"
    case .empty(let path):
      "\(path): the file is empty; copy it again from where it came from"
    case .notAVideo(let path, let reason):
      "\(path): is not a video file (\(reason)); convert it with ffmpeg first"
    case .noPictures(let path):
      "\(path): has no video, only other streams such as sound; name a file with pictures"
    case .unsupported(let path, let codec):
      "\(path): its video codec \(codec) is not decoded by this FFmpeg; convert it to H.264 first"
    case .truncated(let path, let frames):
      "\(path): the file is truncated, its end is missing after \(frames) frames; "
        + "copy it again from where it came from"
    case .damaged(let path, let frames, let reason):
      "\(path): the video is damaged after \(frames) frames: \(reason); "
        + "copy it again from where it came from"
    case .noPicturesInFolder(let path):
      "\(path): holds no picture that can be read; put PNG, JPEG or WebP files into it"
    case .unknownExtension(let path):
      "\(path): video is written as Matroska; give the file the extension .mkv"
    case .overwritesSource(let path):
      "\(path): is the file the video is read from; write the copy under another name"
    case .noEncoder(let path, let reason):
      "\(path): no encoder for H.264 or MPEG-4 works: \(reason); "
        + "install an FFmpeg with libx264, or try another size"
    case .notWritten(let path, let operation, let reason):
      "\(path): cannot \(operation): \(reason); check the free space and the permissions there"
    }
  }
}
