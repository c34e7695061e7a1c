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

/// The features of a batch between two layers: [batch, height, width, channels].
///
/// Channels come last, as the kernels of `InferenceSession` have them: eight channels are one
/// vector, and a fully connected layer's rows are pictures.
package struct FeatureMap: Sendable {
  package let shape: FeatureShape
  /// Number of pictures.
  package let batch: Int
  package let storage: FloatBuffer
  /// Each channel's sum over the batch, where the layer that made the map had it at hand.
  package var channelSums: FloatBuffer?

  /// A map in `storage`, which grows to hold it.
  package init(_ shape: FeatureShape, batch: Int, storage: FloatBuffer = FloatBuffer()) {
    self.shape = shape
    self.batch = batch
    self.storage = storage
    storage.reserve(shape.count * batch)
  }

  /// Rows of `shape.channels` values: one for each pixel of each picture.
  package var pixels: Int { batch * shape.area }
  /// Values in the map.
  package var count: Int { shape.count * batch }
  package var pointer: UnsafeMutablePointer<Float> { storage.pointer }

  /// First value of a picture: [height, width, channels].
  package func picture(_ index: Int) -> UnsafeMutablePointer<Float> {
    storage.pointer + index * shape.count
  }

  /// The values as an array, for tests and small results.
  package var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
