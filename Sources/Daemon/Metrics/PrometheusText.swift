import Pipeline

/// Metrics in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  private(set) var text = ""

  /// A number that only grows; its name ends in `_total`.
  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    head(name, "counter", help)
    sample(name, [], "\(value)")
  }

  /// Numbers that only grow, one for each value of a label.
  mutating func counters(
    _ name: String, _ help: String, label: String, _ values: [(String, Int)]
  ) {
    guard !values.isEmpty else { return }
    head(name, "counter", help)
    for (value, count) in values { sample(name, [(label, value)], "\(count)") }
  }

  /// A number that goes up and down.
  mutating func gauge(
    _ name: String, _ help: String, labels: [(String, String)] = [], _ value: Double
  ) {
    head(name, "gauge", help)
    sample(name, labels, number(value))
  }

  mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
    head(name, "histogram", help)
    var count = 0
    for (bound, more) in zip(histogram.bounds, histogram.counts) {
      count += more
      sample("\(name)_bucket", [("le", number(bound))], "\(count)")
    }
    sample("\(name)_bucket", [("le", "+Inf")], "\(histogram.count)")
    sample("\(name)_sum", [], number(histogram.sum))
    sample("\(name)_count", [], "\(histogram.count)")
  }

  private mutating func head(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
    let pairs = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    text += name + (pairs.isEmpty ? "" : "{\(pairs)}") + " \(value)\n"
  }

  private func number(_ value: Double) -> String { "\(value)" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
