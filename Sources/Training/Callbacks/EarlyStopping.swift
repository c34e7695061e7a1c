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
  private var state: State

  package init(patience: Int, monitor: MetricMonitor = MetricMonitor()) {
    self.patience = patience
    state = State(monitor: monitor)
  }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    if state.monitor.improves(record) {
      state.wait = 0
      return
    }
    state.wait += 1
    if state.wait >= patience {
      run.stopReason =
        "no better \(state.monitor.metric.rawValue) for \(patience) epochs"
    }
  }

  package func savedState() throws -> Data? { try JSONEncoder().encode(state) }
  package func restore(_ data: Data) throws {
    state = try JSONDecoder().decode(State.self, from: data)
  }
}
