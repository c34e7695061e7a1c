/// What `parallelFor` computed, one slot for each index.
// @unchecked: `parallelFor` gives every index to one thread, and it is read after all have ended.
package final class ParallelResults<Value>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Value?>

  package init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  // SAFETY: the buffer's subscript is not checked in release builds.
  package func set(_ index: Int, _ value: Value) {
    precondition(slots.indices.contains(index), "\(index) of \(slots.count)")
    slots[index] = value
  }

  package var values: [Value] { slots.compactMap { $0 } }
}
