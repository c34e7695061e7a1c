/// Where events go.
package struct EventSettings: Sendable, Equatable {
  package var standardOutput = false
  /// The folder of the events files; nil for none.
  package var folder: String?
  /// A file that has grown so large is followed by the next one.
  package var rotateBytes = 64 << 20
  /// Whether a new day (UTC) begins a new file.
  package var rotateDaily = true
  /// Files older than so many days are deleted; nil keeps them.
  package var keepDays: Int? = 30
  /// The oldest files are deleted until no more bytes are left than these; nil keeps them.
  package var keepBytes: Int? = 1 << 30
  /// The socket that readers connect to; nil for none.
  package var socket: String?
  /// Most readers at a time.
  package var readers = 32
  /// Most lines that wait for a slow reader, file or standard output; more are dropped.
  package var queueLines = 256
  /// Whether frames without a face give no line.
  package var onlyFaces = false

  package init() {}
}
