import Foundation

/// Stops the run after `patience` epochs in a row without improvement, counting as Keras'
/// EarlyStopping does: with patience 3 the third one stops it.
///
/// Restoring the best weights is ``ModelCheckpoint``'s, and happens however a run ends.
package final class EarlyStopping: Callback {
  private struct State: Codable {
    var monitor: MetricMonitor
    var wait = 0
  }

  private let patience: Int
  private let baseline: Double?
  private let startEpoch: Int
  private var state: State

  /// - Parameters:
  ///   - baseline: what the metric must beat, too, for the wait to begin anew.
  ///   - startEpoch: epochs at the start that are not looked at.
  package init(
    patience: Int, baseline: Double? = nil, startEpoch: Int = 0,
    monitor: MetricMonitor = MetricMonitor()
  ) {
    (self.patience, self.baseline, self.startEpoch) = (patience, baseline, startEpoch)
    state = State(monitor: monitor)
  }

  /// The best epoch so far, counted from 1.
  package var bestEpoch: Int? { state.monitor.bestEpoch }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    guard record.epoch > startEpoch else { return }
    state.wait += 1
    if state.monitor.improves(record) {
      if baseline.map({ state.monitor.isBetter(record, than: $0) }) ?? true { state.wait = 0 }
      return
    }
    if state.wait >= patience, record.epoch > 1 {
      run.stopReason =
        "no better \(state.monitor.metric.rawValue) for \(patience) epochs"
    }
  }

  package func savedState() throws -> Data? { try JSONEncoder().encode(state) }
  package func restore(_ data: Data) throws {
    state = try JSONDecoder().decode(State.self, from: data)
  }
}
