extension Array where Element == Int {
  /// The product of sizes that may come from a hostile file.
  ///
  /// - Returns: nil where a size is negative or the product is greater than `limit`; a size of 0
  ///   does not hide one that is too large.
  func product(limit: Int) -> Int? {
    var result = 1
    for size in self {
      guard size >= 0 else { return nil }
      let next = result.multipliedReportingOverflow(by: Swift.max(size, 1))
      guard !next.overflow, next.partialValue <= limit else { return nil }
      result = next.partialValue
    }
    return contains(0) ? 0 : result
  }
}
