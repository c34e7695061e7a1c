import Pipeline

extension LiveStatistics {
  /// The counts of two streams that followed each other.
  static func + (first: LiveStatistics, second: LiveStatistics) -> LiveStatistics {
    var sum = first
    sum.captured += second.captured
    sum.analysed += second.analysed
    sum.lostByDriver += second.lostByDriver
    sum.replaced += second.replaced
    sum.faces += second.faces
    sum.reconnects += second.reconnects
    return sum
  }
}
