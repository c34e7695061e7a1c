/// What the program is doing, to be shown beside the faces.
package struct OverlayStatus: Sendable, Hashable {
  /// Where the pictures come from, and whether they move.
  package enum Mode: Sendable, Hashable {
    /// A camera's pictures as they arrive.
    case live
    /// The picture stands still.
    case paused
    /// The built-in demo plays, nobody is filmed.
    case demo
    /// A file plays; its name without folders.
    case file(String)
  }

  /// A class that faces are collected for.
  package struct CollectedClass: Sendable, Hashable {
    package var name: String
    /// How many pictures there are.
    package var count: Int

    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  package var mode: Mode
  /// How long the recording has been running; nil while nothing is recorded.
  package var recordingTime: Duration?
  /// Pictures shown a second.
  package var framesPerSecond: Double?
  /// Pictures analysed a second.
  package var analysesPerSecond: Double?
  /// From a picture's arrival to its analysis being ready.
  package var latency: Duration?
  /// Pictures that were lost or not recorded since the start.
  package var droppedFrames: Int?
  /// One line to tell what just happened, such as "saved snapshot to /home/…".
  package var message: String?
  /// One line that stands in the middle as long as there is nothing else to see, such as "waiting
  /// for camera".
  package var notice: String?
  /// What the digits from 1 on collect faces for; empty while nothing is collected.
  package var collection: [CollectedClass]

  package init(
    mode: Mode, recordingTime: Duration? = nil, framesPerSecond: Double? = nil,
    analysesPerSecond: Double? = nil, latency: Duration? = nil, droppedFrames: Int? = nil,
    message: String? = nil, notice: String? = nil, collection: [CollectedClass] = []
  ) {
    self.mode = mode
    self.recordingTime = recordingTime
    self.framesPerSecond = framesPerSecond
    self.analysesPerSecond = analysesPerSecond
    self.latency = latency
    self.droppedFrames = droppedFrames
    self.message = message
    self.notice = notice
    self.collection = collection
  }
}
