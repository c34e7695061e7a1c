import NeuralNetwork

/// A model's summary as lines for people: a name, then what it is.
enum ModelTable {
  static func text(_ summary: ModelSummary, source: String) -> String {
    let operators = summary.operators.map { "\($0.count) \($0.opType)" }
    let metadata = summary.metadata.sorted { $0.key < $1.key }
    let lines =
      [("model", source), ("operator set", "ONNX \(summary.opset)")]
      + summary.inputs.map { ("input", "\($0.title) float32") }
      + summary.outputs.map { ("output", $0.title) }
      + [
        ("operators", operators.joined(separator: ", ")),
        ("parameters", grouped(summary.parameters)),
        ("multiply-adds", summary.multiplyAdds.map(grouped) ?? "unknown"),
      ]
      + (summary.obstacle.map { [("cannot run", $0)] } ?? [])
      + metadata.map { ("metadata", "\($0.key) = \($0.value)") }
    return lines.map { line($0, $1) }.joined()
  }

  private static func line(_ name: String, _ text: String) -> String {
    // Control characters of a foreign file must not reach the terminal.
    let safe = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    return name + String(repeating: " ", count: max(1, 15 - name.count)) + safe + "\n"
  }

  /// "117,600,000"
  private static func grouped(_ number: Int) -> String {
    var digits = Array("\(number)")
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }
}
