import EmotionRecognition
import Foundation
import Logging
import Pipeline

/// Tells the broker what changes in front of the camera.
package final class MQTTTeller: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`.

  /// How long the goodbye may take.
  private static let patience: Duration = .seconds(5)

  private let log: Logger
  private let lock = NSLock()
  private var settings = MQTTSettings()
  private var connection: MQTTConnection?
  private var lastState: MQTTMessage?

  package init(log: Logger) { self.log = log }

  /// Messages sent and dropped; nil where no broker is configured.
  package var counts: (sent: Int, dropped: Int)? { lock.withLock { connection }?.counts }

  /// Tells the broker of these settings from now on.
  ///
  /// - Throws: ``DaemonError/unusableBroker(host:reason:)``; all stays as it was then.
  package func apply(_ new: MQTTSettings) throws {
    let (old, open) = lock.withLock { (settings, connection) }
    guard new != old else { return }
    let made = new.host == nil ? nil : try MQTTConnection(new, log: log)
    lock.withLock { (settings, connection, lastState) = (new, made, nil) }
    open?.stop(atMost: Self.patience)
  }

  /// Takes what was found in a frame; returns at once.
  ///
  /// - Parameter line: the event's line, made only where it is told.
  package func write(_ analysis: FrameAnalysis, line: @autoclosure () -> String) {
    guard let (connection, settings) = lock.withLock({ connection.map { ($0, settings) } }) else {
      return
    }
    let topics = MQTTTopics(settings)
    let state = topics.state(analysis)
    let isNew = lock.withLock {
      defer { lastState = state }
      return lastState != state
    }
    if isNew { connection.put(state) }
    if settings.events { connection.put(topics.event(line())) }
  }

  /// Says goodbye.
  package func finish() {
    let open = lock.withLock {
      defer { connection = nil }
      return connection
    }
    open?.stop(atMost: Self.patience)
  }
}
