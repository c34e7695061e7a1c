/// "Has it improved?", the same for every callback that asks.
package struct MetricMonitor: Codable, Sendable, Equatable {
  /// What is watched; whether less or more is better belongs to it.
  package enum Metric: String, Codable, Sendable, CaseIterable {
    case validationLoss = "val_loss"
    case validationAccuracy = "val_accuracy"

    /// The metric of a record, as a figure of which less is better.
    fileprivate func cost(_ record: EpochRecord) -> Double {
      switch self {
      case .validationLoss: record.validationLoss
      case .validationAccuracy: cost(record.validationAccuracy)
      }
    }

    fileprivate func cost(_ value: Double) -> Double {
      self == .validationAccuracy ? -value : value
    }
  }

  package let metric: Metric
  /// An improvement by no more than this does not count.
  package let minimumDelta: Double
  private var bestCost: Double?
  /// The epoch with the best value so far, counted from 1; nil before the first.
  package private(set) var bestEpoch: Int?

  package init(_ metric: Metric = .validationLoss, minimumDelta: Double = 0) {
    self.metric = metric
    self.minimumDelta = minimumDelta
  }

  /// Whether a record beats a value of the metric.
  func isBetter(_ record: EpochRecord, than value: Double) -> Bool {
    metric.cost(record) < metric.cost(value) - minimumDelta
  }

  /// Whether a record beats the best so far, which it then becomes. A value that is not a number
  /// never does.
  package mutating func improves(_ record: EpochRecord) -> Bool {
    let cost = metric.cost(record)
    guard cost.isFinite, bestCost.map({ cost < $0 - minimumDelta }) ?? true else { return false }
    bestCost = cost
    bestEpoch = record.epoch
    return true
  }
}
