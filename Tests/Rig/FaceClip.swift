import Foundation
import Programs

/// One 640x480 picture of a face in all the ways it gets into the program: `face.png`, and as a
/// camera's frames in `clip.yuyv` and `clip.mjpeg`.
enum FaceClip {
  /// A picture of `Tests/Fixtures/samples`.
  enum Sample: String, CaseIterable {
    case astronaut = "astronaut.png"
    case graceHopper = "grace_hopper.jpg"
  }

  /// Writes the three files.
  ///
  /// - Throws: ``Failure`` where ffmpeg doesn't do it.
  static func write(_ sample: Sample, into folder: TemporaryFolder) throws {
    let picture = "\(folder.path)/face.png"
    try ffmpeg(
      ["-i", "\(Rig.root)/Tests/Fixtures/samples/\(sample.rawValue)"],
      [
        "-vf", "scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:(ow-iw)/2:0",
        "-pix_fmt", "rgb24", picture,
      ])
    // A third of a second: the feeder need not begin again at each frame.
    let frames = ["-loop", "1", "-i", picture, "-frames:v", "10"]
    try ffmpeg(frames, ["-pix_fmt", "yuyv422", "-f", "rawvideo", "\(folder.path)/clip.yuyv"])
    try ffmpeg(
      frames, ["-pix_fmt", "yuvj420p", "-q:v", "2", "-f", "mjpeg", "\(folder.path)/clip.mjpeg"])
  }

  /// Writes `black.jpeg`, what the camera sees behind its shutter.
  static func writeBlack(into folder: TemporaryFolder) throws {
    try ffmpeg(
      ["-f", "lavfi", "-i", "color=black:size=640x480"],
      ["-frames:v", "1", "-pix_fmt", "yuvj420p", "-f", "mjpeg", "\(folder.path)/black.jpeg"])
  }

  struct Failure: Error {
    let text: String
  }

  private static func ffmpeg(_ input: [String], _ output: [String]) throws {
    let outcome = try Program.run(
      ["ffmpeg", "-nostdin", "-v", "error"] + input + output, executable: "/usr/bin/env")
    guard outcome.status == 0 else { throw Failure(text: outcome.error) }
  }
}
