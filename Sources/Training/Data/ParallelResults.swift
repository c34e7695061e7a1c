/// What `parallelFor` computed, one slot for each index.
// @unchecked: `parallelFor` gives every index to one thread, and it is read after all have ended.
final class ParallelResults<Value>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Value?>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  // SAFETY: the buffer's subscript is not checked in release builds.
  func set(_ index: Int, _ value: Value) {
    precondition(slots.indices.contains(index), "\(index) of \(slots.count)")
    slots[index] = value
  }

  var values: [Value] { slots.compactMap { $0 } }
}
