import Foundation

/// Multiplies the learning rate by `factor` after `patience` epochs in a row without improvement,
/// and never goes below `minimumRate`. Counts as Keras' ReduceLROnPlateau does.
package final class ReduceLROnPlateau: Callback {
  private struct State: Codable {
    var monitor: MetricMonitor
    var wait = 0
    var cooldown = 0
  }

  private let factor: Double
  private let patience: Int
  private let cooldown: Int
  private let minimumRate: Double
  private var state: State

  /// - Parameters:
  ///   - factor: 0.1 to 0.5: the rate becomes 2 to 10 times smaller.
  ///   - cooldown: epochs after a reduction in which nothing is counted.
  package init(
    factor: Double, patience: Int, cooldown: Int = 0, minimumRate: Double = 0,
    monitor: MetricMonitor = MetricMonitor(minimumDelta: 1e-4)
  ) {
    self.factor = factor
    self.patience = patience
    self.cooldown = cooldown
    self.minimumRate = minimumRate
    state = State(monitor: monitor)
  }

  package func epochEnded(_ record: EpochRecord, _ run: TrainingRun) {
    let cooling = state.cooldown > 0
    if cooling {
      state.cooldown -= 1
      state.wait = 0
    }
    if state.monitor.improves(record) {
      state.wait = 0
    } else if state.cooldown == 0 {
      state.wait += 1
      if state.wait >= patience {
        run.learningRate = max(run.learningRate * factor, minimumRate)
        state.cooldown = cooldown
        state.wait = 0
      }
    }
  }

  package func savedState() throws -> Data? { try JSONEncoder().encode(state) }
  package func restore(_ data: Data) throws {
    state = try JSONDecoder().decode(State.self, from: data)
  }
}
