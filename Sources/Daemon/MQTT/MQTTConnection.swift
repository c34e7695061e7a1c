import Foundation
import Logging
import Pipeline

/// The way to a broker on a thread of its own: what can't be sent now waits in a bounded queue, and
/// nobody is held up. A broker that is away is looked for again and again.
package final class MQTTConnection: @unchecked Sendable {
  // Unchecked: what changes is used under `lock`, but `client`, which belongs to the thread.

  /// The waits before a broker is tried again.
  private static let delays: ClosedRange<Duration> = .milliseconds(500)...(.seconds(30))
  /// How long a message waits at most until the thread looks for it.
  private static let roundMilliseconds: Int32 = 50

  private let topics: MQTTTopics
  private let client: MQTTClient
  private let log: Logger
  private let stopSignal = StopSignal()
  private let ended = StopSignal()
  private let lock = NSLock()
  private var queue: MQTTQueue
  /// What the broker is to keep, by topic: told again with each connection, as a broker that was
  /// started anew has forgotten it.
  private var kept: [String: MQTTMessage] = [:]
  private var sent = 0

  /// Starts the thread, which connects.
  ///
  /// - Throws: ``DaemonError/unusableBroker(host:reason:)``, where the library is missing or refuses
  ///   what is configured. A broker that is away is no failure.
  package init(_ settings: MQTTSettings, log: Logger) throws {
    self.log = log
    topics = MQTTTopics(settings)
    queue = MQTTQueue(limit: settings.queue)
    client = try MQTTClient(settings, farewell: topics.availability(false))
    let thread = Thread { self.work() }
    thread.name = "mqtt"
    thread.start()
  }

  /// Messages sent, and messages that found the queue full.
  package var counts: (sent: Int, dropped: Int) { lock.withLock { (sent, queue.dropped) } }

  /// Sends a message as soon as the broker takes it; returns at once.
  package func put(_ message: MQTTMessage) {
    lock.withLock {
      queue.append(message)
      if message.isRetained { kept[message.topic] = message }
    }
  }

  /// Sends what waits, says goodbye and ends the thread, waiting for it no longer than `limit`.
  package func stop(atMost limit: Duration) {
    stopSignal.request()
    ended.wait(atMost: limit)
  }

  private func work() {
    var backoff = Backoff(Self.delays)
    var hasWarned = false
    while !stopSignal.isRequested {
      do {
        try client.connect()
        try serve {
          backoff.reset()
          if hasWarned { log.notice("mqtt: the broker is back") }
          hasWarned = false
        }
      } catch {
        // Once for each time it is lost, not for each try.
        if !hasWarned { log.warning("mqtt: \(error)") }
        hasWarned = true
        stopSignal.wait(atMost: backoff.next())
      }
    }
    ended.request()
  }

  /// Hands messages over until the end is asked for.
  ///
  /// - Parameter greeted: called once the broker has taken the client in.
  /// - Throws: what ends the connection.
  private func serve(_ greeted: () -> Void) throws {
    while !client.isConnected {
      if stopSignal.isRequested { return client.disconnect() }
      try client.work(atMost: Self.roundMilliseconds)
    }
    greeted()
    let kept = lock.withLock { Array(self.kept.values) }
    for message in [topics.availability(true)] + topics.discoveries + kept {
      try client.publish(message)
    }
    while !stopSignal.isRequested { try round() }
    try sayGoodbye()
  }

  private func round() throws {
    while client.isIdle, let message = lock.withLock({ queue.take() }) {
      try client.publish(message)
      lock.withLock { sent += 1 }
    }
    try client.work(atMost: Self.roundMilliseconds)
  }

  /// The broker is told in so many words: its own farewell is for those that are lost.
  private func sayGoodbye() throws {
    put(topics.availability(false))
    for _ in 0..<100 {
      try round()
      if client.isIdle && lock.withLock({ queue.count == 0 }) { break }
    }
    client.disconnect()
  }
}
