import Pipeline

/// Events on standard output.
final class StandardOutputEvents: EventOutput {
  func write(_ text: String) throws { try StandardOutput.write(text) }
  func close() {}
}
