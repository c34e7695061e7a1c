/// Messages that wait for the broker, no more than a number of them: the oldest make room.
package struct MQTTQueue: Sendable {
  private let limit: Int
  private var messages: [MQTTMessage] = []
  /// Messages that made room for newer ones.
  package private(set) var dropped = 0

  package init(limit: Int) { self.limit = limit }

  package var count: Int { messages.count }

  /// Takes a message in; a retained one takes the place of one of its topic.
  package mutating func append(_ message: MQTTMessage) {
    if message.isRetained { messages.removeAll { $0.isRetained && $0.topic == message.topic } }
    messages.append(message)
    if messages.count > limit {
      // What the broker would keep matters longer than what has happened.
      messages.remove(at: messages.firstIndex { !$0.isRetained } ?? 0)
      dropped += 1
    }
  }

  /// The oldest message; it waits no longer.
  package mutating func take() -> MQTTMessage? {
    messages.isEmpty ? nil : messages.removeFirst()
  }
}
