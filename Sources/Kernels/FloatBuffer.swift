/// Float storage of a fixed place in memory that grows when asked and is reused between batches.
///
/// It hands out its pointer because every user is a numeric loop; the loops' own preconditions
/// guard the sizes.
// @unchecked: threads write disjoint parts of it, split by `parallelChunks`.
package final class FloatBuffer: @unchecked Sendable {
  private var storage: UnsafeMutableBufferPointer<Float>

  /// Room for `count` values, all 0.
  package init(count: Int = 0) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: 0)
  }

  package convenience init(_ values: [Float]) {
    self.init(count: values.count)
    for (index, value) in values.enumerated() { storage[index] = value }
  }

  deinit { storage.deallocate() }

  /// Number of values there is room for.
  package var count: Int { storage.count }

  /// First value. Valid until the buffer grows or goes away.
  package var pointer: UnsafeMutablePointer<Float> {
    // SAFETY: an empty buffer has no base address; nobody may read through this one then.
    storage.baseAddress ?? UnsafeMutablePointer(bitPattern: 4).unsafelyUnwrapped
  }

  /// Makes room for `count` values. What was there is lost if it has to grow.
  package func reserve(_ count: Int) {
    guard count > storage.count else { return }
    storage.deallocate()
    storage = .allocate(capacity: count)
    storage.initialize(repeating: 0)
  }

  /// A copy of all values.
  package var values: [Float] {
    get { Array(storage) }
    set {
      precondition(newValue.count == count, "\(newValue.count) values for \(count)")
      _ = storage.update(fromContentsOf: newValue)
    }
  }
}
