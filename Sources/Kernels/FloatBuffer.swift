import Glibc

/// Float storage of a fixed place in memory that grows when asked and is reused between batches.
///
/// It hands out its pointer because every user is a numeric loop; the loops' own preconditions
/// guard the sizes.
// @unchecked: threads write disjoint parts of it, split by `parallelChunks`.
package final class FloatBuffer: @unchecked Sendable {
  private var storage: UnsafeMutableBufferPointer<Float>

  /// Room for `count` values, all 0.
  ///
  /// - Parameter prefersHugePages: for megabytes that are read from end to end again and again:
  ///   asks Linux for pages of 2 MiB, which spare the processor most of its look-ups.
  package init(count: Int = 0, prefersHugePages: Bool = false) {
    storage =
      prefersHugePages && count * MemoryLayout<Float>.stride >= Self.hugePage
      ? Self.hugePages(count) : .allocate(capacity: count)
    storage.initialize(repeating: 0)
  }

  /// Bytes of a huge page of all processors that we run on, where they are set up as usual.
  private static let hugePage = 2 << 20

  private static func hugePages(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let bytes = (count * MemoryLayout<Float>.stride + hugePage - 1) / hugePage * hugePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: hugePage)
    // A wish: without it everything is right, but slower.
    madvise(memory, bytes, MADV_HUGEPAGE)
    return UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: Float.self, capacity: count), count: count)
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
