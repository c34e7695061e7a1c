/// Something to tell the broker.
package struct MQTTMessage: Sendable, Equatable {
  package let topic: String
  package let text: String
  /// Whether the broker keeps it for whoever subscribes later; of those that wait for the broker
  /// the newest of a topic is enough then.
  package let isRetained: Bool

  package init(topic: String, text: String, isRetained: Bool) {
    self.topic = topic
    self.text = text
    self.isRetained = isRetained
  }
}
