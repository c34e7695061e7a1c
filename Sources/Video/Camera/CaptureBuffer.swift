import CV4L2

/// A filled buffer that the driver handed over.
struct CaptureBuffer: Sendable {
  /// Number of the buffer in its queue.
  let index: UInt32
  /// Bytes that the driver wrote.
  let bytesUsed: Int
  /// The driver's number of the frame.
  let sequence: UInt32
  /// When the frame was captured, by the monotonic clock; nil where the driver's clock is another.
  let timestamp: Duration?
  /// Whether the driver says that the frame is damaged.
  let isDamaged: Bool

  init(_ buffer: v4l2_buffer) {
    index = buffer.index
    bytesUsed = Int(buffer.bytesused)
    sequence = buffer.sequence
    isDamaged = buffer.flags & UInt32(V4L2_BUF_FLAG_ERROR) != 0
    let clock = buffer.flags & UInt32(V4L2_BUF_FLAG_TIMESTAMP_MASK)
    let time = buffer.timestamp
    let isMonotonic = clock == UInt32(V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
    timestamp = isMonotonic ? .seconds(time.tv_sec) + .microseconds(time.tv_usec) : nil
  }
}
