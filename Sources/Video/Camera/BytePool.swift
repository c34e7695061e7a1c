import Synchronization

/// Storage for frames' raw bytes that is used again when the last holder lets go. Any thread.
final class BytePool: Sendable {
  private let free = Mutex<[[UInt8]]>([])
  private let limit: Int

  /// - Parameter limit: how much unused storage is kept, in frames.
  init(limit: Int = 8) { self.limit = limit }

  /// A copy of `bytes` in pooled storage.
  func copy(_ bytes: UnsafeRawBufferPointer) -> PooledBytes {
    var storage = free.withLock { $0.popLast() } ?? []
    storage.removeAll(keepingCapacity: true)
    storage.append(contentsOf: bytes)
    return PooledBytes(storage, pool: self)
  }

  fileprivate func giveBack(_ storage: [UInt8]) {
    free.withLock { if $0.count < limit { $0.append(storage) } }
  }
}

/// A frame's raw bytes; they return to their pool when nobody holds them any more.
final class PooledBytes: Sendable {
  let bytes: [UInt8]
  private let pool: BytePool

  fileprivate init(_ bytes: [UInt8], pool: BytePool) {
    self.bytes = bytes
    self.pool = pool
  }

  deinit { pool.giveBack(bytes) }
}
