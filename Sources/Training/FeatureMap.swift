import Kernels

/// Channels, height and width of one picture's features.
package struct FeatureShape: Hashable, Sendable {
  package let channels: Int
  package let height: Int
  package let width: Int

  package init(channels: Int, height: Int = 1, width: Int = 1) {
    precondition(channels > 0 && height > 0 && width > 0, "\(channels)x\(height)x\(width)")
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Values in one channel.
  package var area: Int { height * width }
  /// Values in all channels.
  package var count: Int { channels * area }
}

/// The features of a batch between two layers: [channels, batch, height, width].
///
/// Channels come first, other than in files and in `InferenceSession`: a channel of the whole
/// batch is one run of memory, so batch norm's sums are plain loops and a convolution's matrix
/// product writes its result in place for any number of pictures at once.
package struct FeatureMap: Sendable {
  package let shape: FeatureShape
  /// Number of pictures.
  package let batch: Int
  package let storage: FloatBuffer

  /// A map in `storage`, which grows to hold it.
  package init(_ shape: FeatureShape, batch: Int, storage: FloatBuffer = FloatBuffer()) {
    self.shape = shape
    self.batch = batch
    self.storage = storage
    storage.reserve(shape.count * batch)
  }

  /// Values from one channel to the next.
  package var channelStride: Int { batch * shape.area }
  /// Values in the map.
  package var count: Int { shape.count * batch }
  package var pointer: UnsafeMutablePointer<Float> { storage.pointer }

  /// First value of a channel: [batch, height, width].
  package func channel(_ index: Int) -> UnsafeMutablePointer<Float> {
    storage.pointer + index * channelStride
  }

  /// The values as an array, for tests and small results.
  package var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
