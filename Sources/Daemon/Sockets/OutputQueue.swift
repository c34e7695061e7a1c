/// Bytes that wait for a client to take them, in whole messages.
struct OutputQueue {
  /// Messages of which nothing is out yet, and the rest of one that is on its way.
  private var messages: [ArraySlice<UInt8>] = []
  private(set) var bytes = 0

  /// How many messages wait.
  var count: Int { messages.count }
  var isEmpty: Bool { messages.isEmpty }
  /// What is to be written next.
  var first: ArraySlice<UInt8>? { messages.first }

  mutating func append(_ message: [UInt8]) {
    guard !message.isEmpty else { return }
    messages.append(message[...])
    bytes += message.count
  }

  /// So many bytes of the first message are out.
  mutating func advance(by count: Int) {
    bytes -= count
    messages[0] = messages[0].dropFirst(count)
    if messages[0].isEmpty { messages.removeFirst() }
  }
}
