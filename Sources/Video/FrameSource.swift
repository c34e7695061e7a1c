/// Where frames come from: a camera, a video file, a folder of pictures.
///
/// One thread calls `next`; `interrupt` may come from any thread.
package protocol FrameSource: AnyObject, Sendable {
  /// What the source is called in events and messages: a file's or device's path.
  var name: String { get }

  /// The next frame, waiting for it as long as it takes.
  ///
  /// - Returns: nil at the end of the stream and after ``interrupt()``.
  /// - Throws: the target's error when the stream breaks off.
  func next() throws -> Frame?

  /// Makes a waiting `next` return nil soon, and every later one at once.
  func interrupt()

  /// Lets go of the device or file, for when `next` has thrown: a camera that is held cannot come
  /// back. Called by the thread that calls `next`, which gets nil from then on.
  func close()

  /// The capture mode that the driver has set, in words; nil for files. Any thread.
  var mode: String? { get }

  /// What whoever looks at the pictures should know while it lasts, such as a closed shutter; any
  /// thread.
  var notice: String? { get }
}

extension FrameSource {
  package func close() {}
  package var mode: String? { nil }
  package var notice: String? { nil }
}
