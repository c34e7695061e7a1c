/// How Prometheus gets at the metrics.
package struct MetricsSettings: Sendable, Equatable {
  /// The port on 127.0.0.1; nil for none.
  package var port: Int?

  package init() {}
}
